namespace DarkMachines.Challenges;

/// <summary>
/// All that a trial may see of a challenge's data, and all that the process which runs it is given. The labels of rows
/// that are tested are among them only where a protocol trains on the same rows in other folds; those of a test set of
/// its own stay with the grader.
/// </summary>
/// <param name="Task">The task that they are the inputs of.</param>
/// <param name="Tables">Rows, each table by its name.</param>
/// <param name="Labels">Classes of the rows of the table of the same name.</param>
public sealed record TrialInputs(
    ChallengeTask Task, IReadOnlyDictionary<string, FeatureTable> Tables, IReadOnlyDictionary<string, ClassLabels> Labels);
