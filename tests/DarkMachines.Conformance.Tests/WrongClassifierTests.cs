using MyPlugin;

namespace DarkMachines.Conformance.Tests;

/// <summary>Classifiers that break a rule: the case of that rule fails, and no other.</summary>
public class WrongClassifierTests
{
    private static readonly NearestCentroid Right = new(new NearestCentroidOptions());

    [Fact]
    public void Classes_in_another_order() => Breaks("classes-as-given", "expected the classes signal, background, calibration; came background, calibration, signal",
        (rows, labels, context) => Wrong(Right.Fit(rows, labels, context), [.. labels.Classes.Order()]));

    [Fact]
    public void Probabilities_in_another_order_than_the_classes() => Breaks("separated-classes-are-told-apart", "to get their own class; 0 did", (rows, labels, context) =>
        Wrong(Right.Fit(rows, labels, context), labels.Classes, (probabilities, classes) =>
        {
            for (var start = 0; start < probabilities.Length; start += classes)
            {
                var last = probabilities[start + classes - 1];
                probabilities.Slice(start, classes - 1).CopyTo(probabilities[(start + 1)..]);
                probabilities[start] = last;
            }
        }));

    [Fact]
    public void Members_whose_mean_is_not_the_probability() => Breaks("members-have-the-probabilities-as-mean", "expected the mean of 2 members' probabilities, ", (rows, labels, context) =>
        new WrongEnsembleModel(Right.Fit(rows, labels, context), (probabilities, classes) => probabilities.Reverse()));

    [Fact]
    public void A_member_whose_probabilities_do_not_add_to_one() => Assert.Contains(
        "expected of each member probabilities from 0 to 1 that add to one from PredictMembers after a fit to ordinary rows; came [",
        Failures.Of(() => new WrongClassifier((rows, labels, context) =>
            new WrongEnsembleModel(Right.Fit(rows, labels, context), (probabilities, _) => probabilities.Fill(0.1f))))["ordinary-rows-are-learnt"],
        StringComparison.Ordinal);

    [Fact]
    public void Members_with_the_right_mean_break_no_rule() => Assert.Empty(Failures.Of(() => new WrongClassifier((rows, labels, context) =>
        new WrongEnsembleModel(Right.Fit(rows, labels, context), (_, _) => { }))));

    [Fact]
    public void Labels_of_another_number_of_rows_that_are_taken() => Breaks("labels-of-other-length", "expected ArgumentException for a fit with one label too few; came none", (rows, labels, context) =>
        Right.Fit(labels.Count < rows.RowCount ? rows.SliceRows(0, labels.Count) : rows, labels, context));

    [Fact]
    public void One_class_only_that_gives_NaN() => Breaks("one-class-only", "after a fit to rows of one class only; came [NaN, NaN, NaN] for row 0", (rows, labels, context) =>
        NaNWhere(labels.Count > 6 && labels.Indices.IndexOfAnyExcept(1) < 0, rows, labels, context));

    [Fact]
    public void A_class_without_rows_that_gives_NaN() => Breaks("class-without-rows", "after a fit to rows of two of the three classes named; came [NaN, NaN, NaN] for row 0", (rows, labels, context) =>
        NaNWhere(!labels.Indices.Contains(1) && labels.Indices.Contains(2) && labels.Indices.Contains(0), rows, labels, context));

    [Fact]
    public void Probabilities_that_do_not_add_to_one() => Assert.Contains(
        "expected probabilities from 0 to 1 that add to one from PredictProbabilities after a fit to ordinary rows; came [",
        Failures.Of(() => new WrongClassifier((rows, labels, context) => Wrong(Right.Fit(rows, labels, context), labels.Classes, (probabilities, _) =>
        {
            foreach (ref var probability in probabilities)
                probability /= 2;
        })))["ordinary-rows-are-learnt"],
        StringComparison.Ordinal);

    private static WrongClassifierModel NaNWhere(bool isHard, FeatureTable rows, ClassLabels labels, FitContext context) =>
        Wrong(Right.Fit(rows, labels, context), labels.Classes, (probabilities, _) =>
        {
            if (isHard)
                probabilities.Fill(float.NaN);
        });

    private static WrongClassifierModel Wrong(IClassifierModel right, IReadOnlyList<string> classes, WrongClassifierModel.Change? change = null) =>
        new(right, classes, change ?? ((_, _) => { }));

    private static void Breaks(string rule, string message, WrongClassifier.Fitting fit) =>
        Failures.AreExactly(rule, message, Failures.Of(() => new WrongClassifier(fit)));
}
