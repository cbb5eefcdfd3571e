using System.Globalization;
using DarkMachines.Challenges.Surrogates.ActiveLearning;

namespace DarkMachines.Challenges.Tests.Surrogates;

public sealed class ActiveLearningTests : IDisposable
{
    private static readonly FitContext Context = new(1);
    private static readonly Feature[] Parameters = [new("a"), new("b")];
    private static readonly BoxCandidates Box = new([new ValidRange(0, 1), new ValidRange(10, 20)]);

    private readonly string _folder = Directory.CreateTempSubdirectory("darkmachines-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Points_are_chosen_where_the_classes_meet()
    {
        var oracle = new Threshold();
        var options = new ActiveLearningOptions { Start = 20, Step = 10, Size = 55, Candidates = 1000 };
        var steps = new ActiveLearner(new Edge(), oracle, Box, options).Run(Context).ToArray();
        Assert.Equal([20, 30, 40, 50, 55], steps.Select(step => step.Asked));

        // The last step's points lie within the gap between the classes, which the candidates fill ten times over.
        Assert.All(oracle.Asked.TakeLast(5), a => Assert.Equal(0.3, a, 0.01));
        Assert.True(oracle.Asked.Take(20).Max() - oracle.Asked.Take(20).Min() > 0.5);
    }

    [Fact]
    public void Random_sampling_is_a_share_of_one()
    {
        var oracle = new Threshold();
        _ = new ActiveLearner(new Edge(), oracle, Box, new ActiveLearningOptions { Start = 20, Step = 100, Size = 220, RandomShare = 1 }).Run(Context).ToArray();
        Assert.Equal(0.5, oracle.Asked.Skip(20).Average(), 0.1);
    }

    [Fact]
    public void Of_a_pool_each_point_is_taken_once()
    {
        var pool = new FeatureTable(Parameters, Box.Points(60, new RandomStream(2)));
        var oracle = new Threshold();
        var steps = new ActiveLearner(new Edge(), oracle, new PoolCandidates(pool), new ActiveLearningOptions { Start = 20, Step = 25, Size = 100 }).Run(Context).ToArray();
        Assert.Equal([20, 45, 60], steps.Select(step => step.Asked));
        Assert.Equal(Enumerable.Range(0, 60).Select(row => pool.Row(row)[0]).Order(), oracle.Asked.Order());
    }

    [Fact]
    public void A_journal_of_a_labelled_pool_has_each_point_with_its_own_label_whatever_the_steps()
    {
        // Steps greater than the pieces that the journal keeps, and a run that was ended within a step.
        var pool = new FeatureTable(Parameters, Box.Points(60, new RandomStream(2)));
        var options = new ActiveLearningOptions { Start = 10, Step = 25, Size = 50 };
        var path = Path.Combine(_folder, "pool.csv");
        Learn();
        var whole = File.ReadAllLines(path);
        Assert.All(whole.Skip(1).Select(line => line.Split(',')), cells => Assert.Equal(float.Parse(cells[0], CultureInfo.InvariantCulture) > 0.3f ? "high" : "low", cells[2]));
        File.WriteAllText(path, string.Join('\n', whole[..18]) + "\n");
        Learn();
        Assert.Equal(whole, File.ReadAllLines(path));

        void Learn()
        {
            var source = new LabelledPool(pool, new ClassLabels(["low", "high"], [.. Enumerable.Range(0, 60).Select(row => pool.Row(row)[0] > 0.3f ? 1 : 0)]));
            using var journal = new JournaledOracle(source, path, options.Start);
            _ = new ActiveLearner(new Edge(), journal, source, options).Run(Context).Last();
        }
    }

    [Fact]
    public void A_labelled_pool_knows_the_points_taken_last_alone()
    {
        var pool = new LabelledPool(new FeatureTable(Parameters, (float[])[1, 2, 3, 4]), new ClassLabels(["x", "y"], [0, 1]));
        Assert.Equal(2, pool.Draw(5, new RandomStream(1)));
        pool.Take([0]);
        Assert.Throws<ArgumentException>(() => pool.Ask((float[])[5, 6], new OracleAnswer[1], Context));
    }

    [Theory]
    [InlineData(Uncertainty.VoteEntropy, 0.29f, 0.61f)]
    [InlineData(Uncertainty.Divergence, 0.39f, 0.51f)]
    public void A_committee_asks_where_its_members_disagree(Uncertainty measure, float from, float to)
    {
        // Edges near 0.3 and 0.6, each member sure of itself a tenth away from its own.
        var oracle = new Threshold();
        var committee = new Committee([new Edge { Steepness = 5 }, new Edge { Steepness = 5, Shift = 0.3f }]);
        var options = new ActiveLearningOptions { Start = 200, Step = 20, Size = 220, Candidates = 1000, Uncertainty = measure };
        Assert.IsType<CommitteeModel>(new ActiveLearner(committee, oracle, Box, options).Run(Context).Last().Model);
        Assert.Equal(20, oracle.Asked.Skip(200).Count(a => a >= from && a <= to));
    }

    // Two members by hand: their mean is (0.5, 0.3, 0.2), and one votes for the first class, one for the second.
    [Theory]
    [InlineData(Uncertainty.LeastConfident, 0.5)]
    [InlineData(Uncertainty.Entropy, 1.029653)]
    [InlineData(Uncertainty.VoteEntropy, 0.693147)]
    [InlineData(Uncertainty.Divergence, 0.084295)]
    public void Uncertainties_are_those_of_the_sources(Uncertainty measure, double expected)
    {
        var uncertainties = new double[1];
        var model = new CommitteeModel([new Fixed(_ => [0.7f, 0.2f, 0.1f]), new Fixed(_ => [0.3f, 0.4f, 0.3f])]);
        UncertaintyMeasure.Of(measure, model, [0], uncertainties);
        Assert.Equal(expected, uncertainties[0], 1e-5);
    }

    [Fact]
    public void Of_two_classes_the_vote_entropy_ranks_as_the_distance_from_a_half_in_deviations_of_the_votes()
    {
        // Of 25 members as many vote for the second class as the row says.
        var model = new CommitteeModel([.. Enumerable.Range(0, 25).Select(member => new Fixed(row => member < row ? [0.4f, 0.6f] : [0.6f, 0.4f]))]);
        int[] votes = [.. Enumerable.Range(1, 24)];
        var entropies = new double[24];
        UncertaintyMeasure.Of(Uncertainty.VoteEntropy, model, Array.ConvertAll(votes, v => (float)v), entropies);
        var byDeviations = votes.OrderBy(v => Math.Abs(v - 12.5) / Math.Sqrt(v * (25 - v))).Select(v => Math.Abs(v - 12.5));
        Assert.Equal(byDeviations, votes.OrderByDescending(v => Math.Round(entropies[v - 1], 9)).Select(v => Math.Abs(v - 12.5)));
    }

    [Fact]
    public void A_committee_answers_with_the_mean_and_tells_each_members_answer()
    {
        var model = new CommitteeModel([new Fixed(row => [row, 1 - row, 0]), new Fixed(_ => [0, 0.5f, 0.5f])]);
        float[] mean = new float[6], members = new float[12];
        model.PredictProbabilities([0, 1], mean);
        model.PredictMembers([0, 1], members);
        Assert.Equal([0, 0.75f, 0.25f, 0.5f, 0.25f, 0.25f], mean);
        Assert.Equal([0, 1, 0, 0, 0.5f, 0.5f, 1, 0, 0, 0, 0.5f, 0.5f], members);
    }

    [Fact]
    public void A_disagreement_needs_members()
    {
        var options = new ActiveLearningOptions { Start = 20, Step = 10, Size = 40, Uncertainty = Uncertainty.Divergence };
        Assert.Equal("no-members", Assert.Throws<UsageException>(() => new ActiveLearner(new Edge(), new Threshold(), Box, options).Run(Context).Last()).Code);
    }

    [Fact]
    public void The_same_points_are_chosen_by_any_number_of_threads()
    {
        var asked = new[] { 1, 2, 5 }.Select(threads =>
        {
            var oracle = new Threshold();
            _ = new ActiveLearner(new Committee([new Edge(), new Edge { Shift = 0.1f }]), oracle, Box, new ActiveLearningOptions { Start = 20, Step = 10, Size = 50, Candidates = 5000, Uncertainty = Uncertainty.Divergence, RandomShare = 0.5 })
                .Run(new FitContext(1, threads)).Last();
            return oracle.Asked;
        }).ToArray();
        Assert.Equal(asked[0], asked[1]);
        Assert.Equal(asked[0], asked[2]);
    }

    [Fact]
    public void Progress_is_the_share_of_the_points_in_all_fits()
    {
        // Fits to 20, 30, 40 and 45 points, of two members each.
        var told = new Told();
        var options = new ActiveLearningOptions { Start = 20, Step = 10, Size = 45, Candidates = 100 };
        _ = new ActiveLearner(new Committee([new Edge(), new Edge()]), new Threshold(), Box, options).Run(new FitContext(1, progress: told)).Last();
        Assert.Equal([10, 20, 35, 50, 70, 90, 112.5, 135], told.Fractions.Select(fraction => Math.Round(fraction * 135, 6)).Distinct());
    }

    [Fact]
    public void A_run_that_was_ended_is_taken_up_where_it_was()
    {
        var path = Path.Combine(_folder, "journal.csv");
        var options = new ActiveLearningOptions { Start = 20, Step = 10, Size = 50, Candidates = 100 };
        Assert.Throws<InvalidOperationException>(() => Journaled(path, new Threshold { EndsAfter = 37 }, options));
        File.AppendAllText(path, "0.5,1");
        var taken = new Threshold();
        var resumed = Journaled(path, taken, options);
        Assert.Equal(13, taken.Asked.Count);

        var whole = Path.Combine(_folder, "whole.csv");
        Assert.Equal(Journaled(whole, new Threshold(), options), resumed);
        Assert.Equal(File.ReadAllText(whole), File.ReadAllText(path));
        Assert.Equal("journal-of-another-run", Assert.Throws<UserInputException>(() => Journaled(path, taken, options with { Start = 21 }, seed: 2)).Code);
    }

    [Fact]
    public void A_program_answers_fails_and_is_ended_when_it_takes_too_long()
    {
        if (OperatingSystem.IsWindows())
            return;
        var template = Path.Combine(_folder, "point.txt");
        File.WriteAllText(template, "{a} {b}\n");
        const string script = """read a b < "$1"; case "$a" in 0.1) echo light; echo "no mass" >&2; exit 3;; 0.2) sleep 60;; 0.3) echo grey;; *) echo mass $a; echo heavy $b;; esac""";
        var (slow, quick) = (Ask(60, 0.1f, 0.3f, 0.4f), Ask(0.5, 0.2f));
        Assert.Equal([-1, -1, 1], slow.Select(answer => answer.Class));
        Assert.Equal("exit code 3: no mass", slow[0].Failure);
        Assert.StartsWith("answered 'grey'", slow[1].Failure, StringComparison.Ordinal);
        Assert.Equal(new OracleAnswer(-1, "no answer within 0.5 s"), quick[0]);

        OracleAnswer[] Ask(double seconds, params float[] masses)
        {
            var oracle = new ProgramOracle(Parameters, ["light", "heavy"], template, ["/bin/sh", "-c", script, "sh", "{input}"], TimeSpan.FromSeconds(seconds));
            var answers = new OracleAnswer[masses.Length];
            oracle.Ask(masses.SelectMany(mass => new[] { mass, 1 }).ToArray(), answers, new FitContext(1, threads: 2));
            return answers;
        }
    }

    [Fact]
    public void Points_that_the_oracle_fails_on_are_left_out()
    {
        var steps = new ActiveLearner(new Edge(), new Threshold { FailsAbove = 0.8f }, Box, new ActiveLearningOptions { Start = 100, Step = 10, Size = 100 }).Run(Context).ToArray();
        Assert.Equal(100, steps[0].Asked);
        Assert.InRange(steps[0].Answered, 60, 95);
    }

    [Fact]
    public void A_template_uses_every_parameter()
    {
        var template = Path.Combine(_folder, "point.txt");
        File.WriteAllText(template, "{a}\n");
        Assert.Equal("template-incomplete", Assert.Throws<UserInputException>(() => new ProgramOracle(Parameters, ["x", "y"], template, ["true"], TimeSpan.FromSeconds(1))).Code);
    }

    private static float Journaled(string path, IOracle inner, ActiveLearningOptions options, ulong seed = 1)
    {
        using var oracle = new JournaledOracle(inner, path);
        return ((Edge.Model)new ActiveLearner(new Edge(), oracle, Box, options).Run(new FitContext(seed)).Last().Model).Place;
    }

    /// <summary>The first parameter above 0.3.</summary>
    private sealed class Threshold : IOracle
    {
        public int EndsAfter { get; init; } = int.MaxValue;

        public float FailsAbove { get; init; } = 2;

        public List<float> Asked { get; } = [];

        public IReadOnlyList<Feature> Parameters => ActiveLearningTests.Parameters;

        public IReadOnlyList<string> Classes { get; } = ["low", "high"];

        public void Ask(ReadOnlyMemory<float> points, Span<OracleAnswer> answers, FitContext context)
        {
            for (var i = 0; i < answers.Length; i++)
            {
                if (Asked.Count == EndsAfter)
                    throw new InvalidOperationException("ended");
                var a = points.Span[2 * i];
                Asked.Add(a);
                answers[i] = a > FailsAbove ? new OracleAnswer(-1, "too heavy") : new OracleAnswer(a > 0.3f ? 1 : 0);
            }
        }
    }

    /// <summary>An edge halfway between the classes, certain in proportion to the distance from it.</summary>
    private sealed class Edge : IClassifier
    {
        public float Shift { get; init; }

        public float Steepness { get; init; } = 0.5f;

        public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
        {
            var places = Enumerable.Range(0, rows.RowCount).ToLookup(row => labels.Indices[row], row => rows.Row(row)[0]);
            context.Report(1, "edge");
            return new Model(rows.Features, labels.Classes, (places[0].Max() + places[1].Min()) / 2 + Shift, Steepness);
        }

        public sealed class Model(IReadOnlyList<Feature> features, IReadOnlyList<string> classes, float place, float steepness) : IClassifierModel
        {
            public float Place => place;

            public IReadOnlyList<Feature> Features => features;

            public IReadOnlyList<string> Classes => classes;

            public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
            {
                for (var i = 0; i < probabilities.Length / 2; i++)
                {
                    probabilities[2 * i + 1] = Math.Clamp(0.5f + (rows[2 * i] - place) * steepness, 0, 1);
                    probabilities[2 * i] = 1 - probabilities[2 * i + 1];
                }
            }
        }
    }

    /// <summary>A model of one column and any number of classes whose answers are given.</summary>
    private sealed class Fixed(Func<float, float[]> answer) : IClassifierModel
    {
        public IReadOnlyList<Feature> Features { get; } = [new("x")];

        public IReadOnlyList<string> Classes { get; } = [.. Enumerable.Range(0, answer(0).Length).Select(c => $"c{c}")];

        public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
        {
            for (var i = 0; i < rows.Length; i++)
                answer(rows[i]).CopyTo(probabilities[(i * Classes.Count)..]);
        }
    }

    private sealed class Told : IProgress<FitProgress>
    {
        public List<double> Fractions { get; } = [];

        public void Report(FitProgress value) => Fractions.Add(value.Fraction);
    }
}
