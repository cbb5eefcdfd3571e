namespace DarkMachines.Challenges;

/// <summary>A challenge that puts the same question to many sets, so that entrants have a mean rank over the tasks of a group.</summary>
public interface IGroupsTasks
{
    /// <summary>The group that a task belongs to.</summary>
    /// <param name="task">Name of the task.</param>
    string GroupOf(string task);
}
