namespace DarkMachines.Neural;

/// <summary>
/// Classification without labels: told apart are mixed samples, the events of a signal region (the last class) and of control
/// regions such as its sidebands. If they differ by the share of signal only, what tells them apart best tells signal
/// from background best. Nested cross-validation keeps every event from being scored by a network that saw it.
/// </summary>
/// <remarks>
/// <para>For each fold k and each other fold l, networks learn from the rest; that of several tries is kept whose cut on the
/// control samples of fold l keeps most of its signal region. The score of an event of fold k is the mean over l: see
/// <see cref="CwolaModel.HeldOutScores"/>. New events are scored by the mean over all networks kept.</para>
/// <para>All samples weigh the same; within them weights count. Columns are moved to mean zero and spread one. The mass by which
/// the region is defined, and what is correlated with it, must not be among the columns. The same seed gives the same
/// bytes on any number of threads.</para>
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("cwola", "Classification without labels of mixed samples, by nested cross-validation",
    Citation = "Metodiev, Nachman and Thaler, JHEP 10 (2017) 174, arXiv:1708.02949; hunting: Collins, Howe and Nachman, arXiv:1902.02634", OnRequest = true)]
public sealed class Cwola(CwolaOptions options) : IClassifier
{
    private const ulong FoldStream = 111;
    private const ulong NetworkSeed = 112;

    private readonly CwolaOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IClassifier.Fit"/>
    /// <exception cref="UnusableDataException">There are events of one class only, or fewer of one than folds.</exception>
    public CwolaModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var training = TrainingRows.Check(rows, labels);
        var counted = training.ThatCount();
        var classes = PresentClasses.Of(labels, counted);
        var samples = MixedSamples.Of(training, counted, classes);
        var folds = samples.Divide(_options.Folds, context.Random(FoldStream));
        (int Scored, int Choosing)[] pairs =
            [.. from k in Enumerable.Range(0, _options.Folds) from l in Enumerable.Range(0, _options.Folds) where k != l select (k, l)];
        var kept = new CwolaNetwork[pairs.Length];
        context.ForEach(pairs.Length, i =>
        {
            var (scored, choosing) = pairs[i];
            var learnt = samples.Select(folds.Where((_, fold) => fold != scored && fold != choosing).SelectMany(fold => fold));
            kept[i] = Best(learnt, samples.Select(folds[choosing]), RandomStream.DeriveSeed(RandomStream.DeriveSeed(context.Seed, NetworkSeed), (ulong)i), context.Cancellation);
        });
        var ofFolds = Enumerable.Range(0, folds.Length).Select(fold => kept.Where((_, i) => pairs[i].Scored == fold).ToArray()).ToArray();
        var (heldOut, foldOf) = (new float[rows.RowCount], Enumerable.Repeat(-1, rows.RowCount).ToArray());
        for (var fold = 0; fold < folds.Length; fold++)
        {
            var scores = CwolaNetwork.MeanScores(ofFolds[fold], samples.Table.SelectRows(folds[fold]));
            for (var i = 0; i < scores.Length; i++)
                (heldOut[counted[folds[fold][i]]], foldOf[counted[folds[fold][i]]]) = (scores[i], fold);
        }

        return new CwolaModel(rows.Features, labels.Classes, classes, ofFolds, heldOut, foldOf);
    }

    IClassifierModel IClassifier.Fit(FeatureTable rows, ClassLabels labels, FitContext context) => Fit(rows, labels, context);

    private CwolaNetwork Best(MixedSamples learnt, MixedSamples choosing, ulong seed, CancellationToken cancellation) => Enumerable.Range(0, _options.Tries)
        .Select(number => CwolaNetwork.Train(learnt, _options, new FitContext(RandomStream.DeriveSeed(seed, (ulong)number), cancellation: cancellation)))
        .Select(network => (Network: network, Quality: _options.Tries == 1 ? 0 : choosing.SignalEfficiency(network.Scores(choosing.Table), _options.ControlEfficiency)))
        .Aggregate((best, next) => next.Quality > best.Quality ? next : best).Network;
}
