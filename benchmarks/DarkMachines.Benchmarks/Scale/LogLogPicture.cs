using System.Globalization;
using System.Text;

namespace DarkMachines.Benchmarks.Scale;

/// <summary>Panels of curves side by side, with logarithmic axes, as SVG.</summary>
internal sealed class LogLogPicture
{
    private const double Width = 420;
    private const double Height = 440;
    private const double Left = 60;
    private const double Top = 30;
    private const double LabelRoom = 170;
    private const double LabelHeight = 14;
    private const double PanelWidth = Left + Width + LabelRoom;

    private readonly StringBuilder _svg = new();
    private readonly LogLogPanel _panel;
    private readonly int _minX;
    private readonly int _maxX;
    private readonly int _minY;
    private readonly int _maxY;

    private LogLogPicture(LogLogPanel panel)
    {
        _panel = panel;
        var points = panel.Curves.SelectMany(curve => curve.Points).DefaultIfEmpty((X: 1, Y: 1.0)).ToArray();
        (_minX, _maxX) = Decades(points.Select(p => (double)p.X));
        (_minY, _maxY) = Decades(points.Select(p => p.Y));
    }

    /// <summary>Draws panels.</summary>
    /// <param name="axis">What the horizontal axes show.</param>
    /// <param name="panels">The panels, from left to right.</param>
    public static string Draw(string axis, params LogLogPanel[] panels)
    {
        var (width, height) = (panels.Length * PanelWidth, Top + Height + 45);
        var svg = new StringBuilder(Text($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">""")).AppendLine();
        svg.AppendLine("""<rect width="100%" height="100%" fill="white"/>""");
        for (var i = 0; i < panels.Length; i++)
            svg.AppendLine(Text($"""<g transform="translate({i * PanelWidth + Left} {Top})">""")).Append(new LogLogPicture(panels[i]).Draw(axis)).AppendLine("</g>");
        return svg.AppendLine("</svg>").ToString();
    }

    private string Draw(string axis)
    {
        Line(Text($"""<text x="0" y="-10" font-weight="bold">{_panel.Title}</text>"""));
        Line(Text($"""<text x="{Width / 2}" y="{Height + 38}" text-anchor="middle">{axis}</text>"""));
        for (var x = _minX; x <= _maxX; x++)
        {
            var at = X(Math.Pow(10, x));
            Line(Text($"""<path d="M{at:0.0} 0V{Height}" stroke="#ddd"/><text x="{at:0.0}" y="{Height + 18}" text-anchor="middle">{Math.Pow(10, x):N0}</text>"""));
        }

        for (var y = _minY; y <= _maxY; y++)
        {
            var at = Y(Math.Pow(10, y));
            Line(Text($"""<path d="M0 {at:0.0}H{Width}" stroke="#ddd"/><text x="-6" y="{at + 4:0.0}" text-anchor="end">{Math.Pow(10, y):0.#######}</text>"""));
        }

        DrawCurves();
        return _svg.ToString();
    }

    // Labels stand in one column, in the order of the curves' ends and without overlap; a thin line leads to each.
    private void DrawCurves()
    {
        var curves = _panel.Curves.Where(curve => curve.Points.Count > 0).OrderBy(curve => Y(curve.Points[^1].Y)).ToArray();
        var label = 0.0;
        for (var i = 0; i < curves.Length; i++)
        {
            var (points, colour) = (curves[i].Points, Text($"hsl({i * 137 % 360},70%,{38 + i % 2 * 10}%)"));
            var (endX, endY) = (X(points[^1].X), Y(points[^1].Y));
            label = Math.Min(Math.Max(endY, label + LabelHeight), Height - (curves.Length - 1 - i) * LabelHeight);
            Line(Text($"""<polyline points="{string.Join(' ', points.Select(p => Text($"{X(p.X):0.0},{Y(p.Y):0.0}")))}" fill="none" stroke="{colour}" stroke-width="1.8"/>"""));
            Line(Text($"""<path d="M{endX:0.0} {endY:0.0}L{Width + 16} {label:0.0}" stroke="{colour}" stroke-width="0.6" stroke-dasharray="2 2"/><circle cx="{endX:0.0}" cy="{endY:0.0}" r="3" fill="{colour}"/>"""));
            Line(Text($"""<text x="{Width + 20}" y="{label + 4:0.0}" fill="{colour}">{curves[i].Name}</text>"""));
        }
    }

    private void Line(string text) => _svg.AppendLine(text);

    private double X(double value) => Width * (Math.Log10(value) - _minX) / (_maxX - _minX);

    private double Y(double value) => Height - Height * (Math.Log10(value) - _minY) / (_maxY - _minY);

    private static (int Least, int Greatest) Decades(IEnumerable<double> values)
    {
        var logarithms = values.Select(Math.Log10).ToArray();
        var least = (int)Math.Floor(logarithms.Min());
        return (least, Math.Max(least + 1, (int)Math.Ceiling(logarithms.Max())));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
