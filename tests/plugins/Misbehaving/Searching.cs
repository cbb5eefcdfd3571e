using System.Collections;
using System.Text.RegularExpressions;
using DarkMachines;

namespace Misbehaving;

/// <summary>
/// Looks for labels in its environment, its arguments, its working folder and every file and folder that any of these
/// names, and those that the files found name in turn; fails if it finds an array that could be labels.
/// </summary>
[Algorithm("searches-for-labels", "Looks for the labels of the rows it is to score.")]
public sealed partial class SearchesForLabels(NoOptions options) : IAnomalyDetector
{
    private const int FilesLookedAt = 2000;
    private readonly Queue<string> _places = new();
    private readonly HashSet<string> _seen = [];

    public IAnomalyModel Fit(FeatureTable background, FitContext context)
    {
        // The nearest first: the search ends at some number of places.
        Add(Path.GetDirectoryName(Environment.CurrentDirectory)!);
        foreach (var argument in Environment.GetCommandLineArgs())
            Follow(argument);
        LookAround();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            Follow($"{variable.Value}");
        LookAround();
        Console.WriteLine($"looked at {_seen.Count} places with {options}: {string.Join('\n', _seen)}");
        return new FirstColumn(background.Features);
    }

    [GeneratedRegex("/[A-Za-z0-9._/@+-]+")]
    private static partial Regex PathPattern();

    private void Follow(string text)
    {
        foreach (Match match in PathPattern().Matches(text))
            Add(match.Value);
    }

    // The program and the system hold no labels, and are large.
    private void Add(string path)
    {
        var full = Path.GetFullPath(path);
        var isOwn = full.StartsWith(AppContext.BaseDirectory.TrimEnd('/'), StringComparison.Ordinal) || full is "/" or "/tmp" || full.StartsWith("/usr", StringComparison.Ordinal) || full.StartsWith("/proc", StringComparison.Ordinal);
        if (!isOwn && (File.Exists(full) || Directory.Exists(full)) && _seen.Add(full))
            _places.Enqueue(full);
    }

    private void LookAround()
    {
        while (_places.Count > 0 && _seen.Count < FilesLookedAt)
            LookAt(_places.Dequeue());
    }

    private void LookAt(string place)
    {
        if (Directory.Exists(place))
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(place))
                Add(entry);
        }
        else if (place.EndsWith(".npz", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"found the data at {place}");
        }
        else if (place.EndsWith(".npy", StringComparison.Ordinal))
        {
            var bytes = File.ReadAllBytes(place);
            var start = 10 + BitConverter.ToUInt16(bytes, 8);
            var values = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start)).ToArray();
            if (values.Distinct().Order().SequenceEqual([0f, 1f]))
                throw new InvalidOperationException($"found labels in {place}");
        }
        else if (new FileInfo(place).Length < 1 << 20)
        {
            Follow(File.ReadAllText(place));
        }
    }

    private sealed class FirstColumn(IReadOnlyList<Feature> features) : IAnomalyModel
    {
        public IReadOnlyList<Feature> Features => features;

        public void Score(ReadOnlySpan<float> rows, Span<float> scores)
        {
            for (var row = 0; row < scores.Length; row++)
                scores[row] = rows[row * features.Count];
        }
    }
}
