using System.Globalization;
using System.Text;

namespace DarkMachines.Benchmarks.Surrogates;

/// <summary>Draws accuracy against the number of points, as SVG.</summary>
internal static class AccuracyPicture
{
    private const int Width = 620, Height = 360, Left = 60, Top = 20, Bottom = 50, Right = 140;

    public static string Draw(IReadOnlyList<AccuracyCurve> curves)
    {
        var all = curves.SelectMany(curve => curve.Points).ToArray();
        double least = Math.Floor(all.Min(p => p.Accuracy) * 100) / 100, most = Math.Ceiling(all.Max(p => p.Accuracy) * 100) / 100;
        double first = all.Min(p => p.Points), last = all.Max(p => p.Points);
        var svg = new StringBuilder(Text($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12">""")).AppendLine();
        svg.AppendLine("""<rect width="100%" height="100%" fill="white"/>""");
        for (var level = least; level <= most + 1e-9; level += 0.01)
        {
            svg.AppendLine(Text($"""<line x1="{Left}" x2="{Width - Right}" y1="{Y(level):0.#}" y2="{Y(level):0.#}" stroke="#ddd"/>"""));
            svg.AppendLine(Text($"""<text x="{Left - 6}" y="{Y(level) + 4:0.#}" text-anchor="end">{level:0.00}</text>"""));
        }

        foreach (var (points, _) in curves[0].Points)
            svg.AppendLine(Text($"""<text x="{X(points):0.#}" y="{Height - Bottom + 18}" text-anchor="middle">{points / 1000.0:0.#}k</text>"""));
        svg.AppendLine(Text($"""<text x="{(Width - Right + Left) / 2}" y="{Height - 12}" text-anchor="middle">points that the oracle was asked about</text>"""));
        for (var i = 0; i < curves.Count; i++)
            Line(curves[i], Top + 12 + 18 * i);
        return svg.AppendLine("</svg>").ToString();

        double X(double points) => Left + (points - first) / (last - first) * (Width - Left - Right);
        double Y(double accuracy) => Top + (most - accuracy) / (most - least) * (Height - Top - Bottom);

        void Line(AccuracyCurve curve, int key)
        {
            var style = Text($"""fill="none" stroke="{curve.Colour}" stroke-width="2"{(curve.IsDashed ? " stroke-dasharray=\"5 4\"" : "")}""");
            svg.AppendLine(Text($"""<polyline points="{string.Join(' ', curve.Points.Select(p => Text($"{X(p.Points):0.#},{Y(p.Accuracy):0.#}")))}" {style}/>"""));
            svg.AppendLine(Text($"""<polyline points="{Width - Right + 12},{key - 4} {Width - Right + 36},{key - 4}" {style}/>"""));
            svg.AppendLine(Text($"""<text x="{Width - Right + 42}" y="{key}">{curve.Name}</text>"""));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
