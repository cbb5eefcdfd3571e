using DarkMachines.Statistics;

namespace DarkMachines.Challenges;

/// <summary>A challenge that ends in a search among unlabelled objects.</summary>
public interface ICandidateSearch
{
    /// <summary>Derives the candidates from a trial's raw scores.</summary>
    /// <param name="scores">The scores of one trial.</param>
    CandidateReport Search(TrialScores scores);
}

/// <summary>What one entrant says of the unlabelled objects.</summary>
/// <param name="Thresholds">The thresholds that runs are counted at.</param>
/// <param name="CountsPerRun">For each threshold, how many objects reach it in one run: mean and spread over the runs.</param>
/// <param name="Candidates">Every object, in descending order of mean probability.</param>
public sealed record CandidateReport(
    IReadOnlyList<double> Thresholds, IReadOnlyList<Estimate> CountsPerRun, IReadOnlyList<Candidate> Candidates);

/// <summary>One object of the search.</summary>
/// <param name="Index">Its row in the data, from 0.</param>
/// <param name="Name">Its name, or a number where it has none.</param>
/// <param name="Mean">Mean signal probability over the runs.</param>
/// <param name="Spread">Standard deviation over the runs.</param>
/// <param name="RunsAtThreshold">For each threshold, the number of runs that reach it.</param>
public sealed record Candidate(int Index, string Name, double Mean, double Spread, IReadOnlyList<int> RunsAtThreshold);
