namespace DarkMachines.Challenges;

/// <summary>Which columns of a task a model fitted elsewhere takes.</summary>
internal static class ModelColumns
{
    /// <summary>By name where the model's columns are named as the task's are, in whatever order; by position where none is.</summary>
    /// <param name="task">The task.</param>
    /// <param name="model">The model.</param>
    /// <returns>The task's columns in the model's order; null if the model takes others.</returns>
    public static IReadOnlyList<string>? Of(ChallengeTask task, IModel model)
    {
        var names = model.Features.Select(f => f.Name).ToArray();
        if (names.Length != task.Features.Count)
            return null;
        var known = names.Count(name => task.Features.Contains(name));
        return known == names.Length ? names : known == 0 ? task.Features : null;
    }

    /// <summary>Why a model does not fit a task's columns, as a clause; null if it does.</summary>
    /// <param name="task">The task.</param>
    /// <param name="model">The model.</param>
    public static string? Refusal(ChallengeTask task, IModel model) => Of(task, model) is not null ? null :
        $"it takes {Described(model.Features.Select(f => f.Name))}, and task {task.Name} has {Described(task.Features)}";

    // Not all of a hundred names.
    private static string Described(IEnumerable<string> names) => names.ToArray() is var all && all.Length > 6
        ? $"{all.Length} columns ({string.Join(", ", all[..5])}, …)"
        : $"{all.Length} columns ({string.Join(", ", all)})";
}
