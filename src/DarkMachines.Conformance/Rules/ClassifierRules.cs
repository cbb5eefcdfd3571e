namespace DarkMachines.Conformance;

/// <summary>Rules for classifiers.</summary>
internal static class ClassifierRules
{
    private const float MeanRounding = 1e-5f;

    /// <summary>The rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("classes-as-given", "Probabilities are read by place; another order of the classes swaps signal and background.", ClassesAsGiven),
        new("separated-classes-are-told-apart", "Probabilities may be valid and mean nothing.", SeparatedClassesAreToldApart),
        new("members-have-the-probabilities-as-mean", "How far members disagree says nothing of a model that is not their mean.", MembersHaveTheProbabilitiesAsMean),
        new("labels-of-other-length", "Labels that do not belong to the rows are a mistake of the caller, and must not be learnt.", LabelsOfOtherLength),
        DataRules.Hard("one-class-only", "A fold may hold one class only; the user must get certainty or a reason.",
            ("rows of one class only", p => p.Labelled(_ => 1))),
        DataRules.Hard("class-without-rows", "A fold may lack a rare class; its probability must still be a number.",
            ("rows of two of the three classes named", p => p.Labelled(row => row % 2 * 2)),
            ("rows of which one class weighs zero", p => p.Weighted(row => p.Labels.Indices[row] == 0 ? 0 : 1))),
    ];

    private static void ClassesAsGiven(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var given = problem.Labels.Classes;
        var classes = ((IClassifierModel)subject.Fit(problem).Model).Classes;
        Expect.That(classes.SequenceEqual(given), $"expected the classes {string.Join(", ", given)}; came {string.Join(", ", classes)}.");
        var lacking = problem.Labelled(row => row % 2 * 2);
        classes = ((IClassifierModel)subject.Fit(lacking).Model).Classes;
        Expect.That(classes.SequenceEqual(given), $"expected the classes {string.Join(", ", given)} though one has no rows; came {string.Join(", ", classes)}.");
    }

    private static void SeparatedClassesAreToldApart(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var method = subject.Fit(problem).Methods[0];
        var right = 0;
        var probabilities = method.Answers(problem.Rows.Values.ToArray()).Chunk(method.OutputWidth);
        foreach (var (answer, label) in probabilities.Zip(problem.Labels.Indices.ToArray()))
            right += answer[label] == answer.Max() ? 1 : 0;
        Expect.That(
            2 * right > problem.Labels.Count,
            $"expected more than half of {problem.Labels.Count} training rows in three clusters, six deviations apart, to get their own class; {right} did.");
    }

    private static void MembersHaveTheProbabilitiesAsMean(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var model = subject.Fit(problem);
        if (model.Model is not IEnsembleClassifierModel ensemble)
            return;
        Expect.That(ensemble.Members >= 1, $"expected one member or more; came {ensemble.Members}.");
        var classes = ensemble.Classes.Count;
        var own = model.Methods[0].Answers(problem.Queries).Chunk(classes).ToArray();
        var ofMembers = model.Method(nameof(ensemble.PredictMembers)).Answers(problem.Queries).Chunk(classes * ensemble.Members).ToArray();
        for (var row = 0; row < own.Length; row++)
        {
            for (var c = 0; c < classes; c++)
            {
                var mean = Enumerable.Range(0, ensemble.Members).Average(member => ofMembers[row][member * classes + c]);
                Expect.That(
                    Math.Abs(mean - own[row][c]) <= MeanRounding,
                    $"expected the mean of {ensemble.Members} members' probabilities, {mean:g6}, for class {c} of row {row}; PredictProbabilities gave {own[row][c]:g6}.");
            }
        }
    }

    private static void LabelsOfOtherLength(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var tooFew = problem with { Labels = new ClassLabels(problem.Labels.Classes, problem.Labels.Indices[1..]) };
        Expect.Throws<ArgumentException>(() => subject.Fit(tooFew), "a fit with one label too few");
    }
}
