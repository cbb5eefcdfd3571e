namespace DarkMachines.Onnx;

/// <summary>Which values of an output are the anomalous ones. Models turn low ones round: their scores are high, always.</summary>
public enum AnomalousSide
{
    /// <summary>High values are anomalous.</summary>
    High,

    /// <summary>Low values are anomalous, as scikit-learn's scores and all densities are.</summary>
    Low,
}
