using DarkMachines.Statistics;

namespace DarkMachines.Challenges;

/// <summary>What a challenge asks, how it is run, and what others reached. It holds no data.</summary>
public interface IChallenge
{
    /// <summary>Name on the command line, such as <c>dm-astro</c>.</summary>
    string Name { get; }

    /// <summary>Raised whenever protocol, metrics or tasks change, so that results are never compared across versions.</summary>
    int Version { get; }

    /// <summary>One line that says what is asked.</summary>
    string Summary { get; }

    /// <summary>The tasks, in the order of the board; where the files decide which there are, those of the simulation that ships.</summary>
    IReadOnlyList<ChallengeTask> Tasks { get; }

    /// <summary>The metric that ranks entrants, the higher the better.</summary>
    string PrimaryMetric { get; }

    /// <summary>Repeats of the protocol unless the user asks for another number.</summary>
    int DefaultRepeats { get; }

    /// <summary>Test rows over training rows of a run, which the intervals over runs depend on.</summary>
    double TestToTraining { get; }

    /// <summary>The kinds of algorithm that can take part, by interface.</summary>
    IReadOnlyList<Type> AcceptedKinds { get; }

    /// <summary>Trivial entrants that stand on every board.</summary>
    IReadOnlyList<Entrant> Baselines { get; }

    /// <summary>Results published by others.</summary>
    IReadOnlyList<PublishedResult> Published { get; }

    /// <summary>Reads the data, or draws the simulation where the files are absent.</summary>
    /// <param name="dataRoot">Folder under which the files lie; null for none.</param>
    /// <exception cref="UserInputException">The folder or a file is missing or malformed.</exception>
    IChallengeData Load(string? dataRoot);

    /// <summary>Runs an entrant through the protocol.</summary>
    /// <param name="inputs">What <see cref="IChallengeData.InputsOf"/> gave for the task, seed and repeats.</param>
    /// <param name="entrant">The entrant.</param>
    /// <param name="settings">Seed, repeats and threads. The scores do not depend on the threads.</param>
    /// <exception cref="DarkMachinesException">The entrant failed in a way that it, or its user, can mend.</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    TrialScores Run(TrialInputs inputs, Entrant entrant, TrialSettings settings);
}

/// <summary>A challenge with its data: says what a trial may see of them, and grades what was answered.</summary>
public interface IChallengeData
{
    /// <summary>True if the rows were drawn from the simulation that ships.</summary>
    bool IsSimulated { get; }

    /// <summary>SHA-256 of all that the data contribute to a result, in hexadecimal digits.</summary>
    string Fingerprint { get; }

    /// <summary>One sentence on where the data come from.</summary>
    string Origin { get; }

    /// <summary>The tasks on these data, in the order of the board.</summary>
    IReadOnlyList<ChallengeTask> Tasks { get; }

    /// <summary>Why a fitted model cannot take part in a task, in one sentence; null if it can.</summary>
    /// <param name="task">The task.</param>
    /// <param name="entrant">An entrant that is a fitted model.</param>
    string? Refusal(ChallengeTask task, Entrant entrant);

    /// <summary>What a trial of a task may see: the same for every entrant.</summary>
    /// <param name="task">The task.</param>
    /// <param name="seed">Seed of the splits.</param>
    /// <param name="repeats">Repeats of the protocol.</param>
    TrialInputs InputsOf(ChallengeTask task, ulong seed, int repeats);

    /// <summary>Derives the metrics from raw scores.</summary>
    /// <param name="task">The task.</param>
    /// <param name="scores">What <see cref="IChallenge.Run"/> returned, or what was read back from disk.</param>
    /// <param name="repeats">Repeats of the protocol that the scores must be of.</param>
    /// <exception cref="PluginException">There are other scores than the protocol asks for, or values that are none.</exception>
    Grades Grade(ChallengeTask task, TrialScores scores, int repeats);
}

/// <summary>One task of a challenge.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Description">One line that says what is asked.</param>
/// <param name="Features">Names of the columns that entrants see.</param>
public sealed record ChallengeTask(string Name, string Description, IReadOnlyList<string> Features);

/// <summary>A result published by others.</summary>
/// <param name="Task">The task it is compared in.</param>
/// <param name="Algorithm">What was used, in the paper's words.</param>
/// <param name="Metrics">What was reached.</param>
/// <param name="Note">The source, and how its set-up differs from the task's.</param>
public sealed record PublishedResult(
    string Task, string Algorithm, IReadOnlyDictionary<string, Estimate> Metrics, string Note);

/// <summary>The metrics of one trial.</summary>
/// <param name="Metrics">Each metric by name, in the order of the board.</param>
/// <param name="PrimaryRuns">The primary metric of each run, for paired comparisons between entrants.</param>
public sealed record Grades(IReadOnlyDictionary<string, Estimate> Metrics, IReadOnlyList<double> PrimaryRuns);
