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
        var pool = new FeatureTable(Parameters, Box.Draw(60, new RandomStream(2)));
        var oracle = new Threshold();
        var steps = new ActiveLearner(new Edge(), oracle, new PoolCandidates(pool), new ActiveLearningOptions { Start = 20, Step = 25, Size = 100 }).Run(Context).ToArray();
        Assert.Equal([20, 45, 60], steps.Select(step => step.Asked));
        Assert.Equal(Enumerable.Range(0, 60).Select(row => pool.Row(row)[0]).Order(), oracle.Asked.Order());
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
        public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
        {
            var places = Enumerable.Range(0, rows.RowCount).ToLookup(row => labels.Indices[row], row => rows.Row(row)[0]);
            return new Model(rows.Features, labels.Classes, (places[0].Max() + places[1].Min()) / 2);
        }

        public sealed class Model(IReadOnlyList<Feature> features, IReadOnlyList<string> classes, float place) : IClassifierModel
        {
            public float Place => place;

            public IReadOnlyList<Feature> Features => features;

            public IReadOnlyList<string> Classes => classes;

            public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
            {
                for (var i = 0; i < probabilities.Length / 2; i++)
                {
                    probabilities[2 * i + 1] = Math.Clamp(0.5f + (rows[2 * i] - place) / 2, 0, 1);
                    probabilities[2 * i] = 1 - probabilities[2 * i + 1];
                }
            }
        }
    }
}
