namespace DarkMachines.Onnx;

/// <summary>The fields of a model card that say what was measured of the model.</summary>
internal static class MeasuredFields
{
    public static ConfidenceCurve Curve(CardObject curve)
    {
        var levels = curve.Numbers("levels");
        var (low, high, boundary) = (curve.Number("low"), curve.Number("high"), curve.Number("boundary"));
        if (low is null || high is null || boundary is null || low > high)
            throw curve.Wrong("low", "goes with high and boundary, the lesser first");
        if (levels.Length == 0 || levels.Any(level => level is < 0 or > 1))
            throw curve.Wrong("levels", "must be at least one number from 0 to 1");
        return new ConfidenceCurve(low.Value, high.Value, boundary.Value, levels);
    }

    public static ErrorQuantiles Errors(CardObject errors)
    {
        var (coverages, quantiles) = (errors.Numbers("coverages"), errors.Numbers("quantiles"));
        if (coverages.Length == 0 || coverages.Any(coverage => coverage is <= 0 or >= 1))
            throw errors.Wrong("coverages", "must be numbers between 0 and 1");
        if (quantiles.Length == 0 || quantiles.Length % coverages.Length != 0 || quantiles.Any(quantile => quantile < 0))
            throw errors.Wrong("quantiles", "must be numbers from 0, one a coverage for each output in turn");
        return new ErrorQuantiles(errors.Truth("relative"), coverages, quantiles);
    }
}
