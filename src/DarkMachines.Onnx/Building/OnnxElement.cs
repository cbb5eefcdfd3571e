namespace DarkMachines.Onnx;

// These are the names of the field.
#pragma warning disable CA1720

/// <summary>What the values of a tensor are. The numbers are those of the ONNX specification's data types.</summary>
public enum OnnxElement
{
    /// <summary>Single precision, as rows and answers are.</summary>
    Float32 = 1,

    /// <summary>Whole numbers: indices, shapes and labels.</summary>
    Int64 = 7,

    /// <summary>Truth values.</summary>
    Bool = 9,

    /// <summary>Double precision, for sums that would cancel in single precision.</summary>
    Float64 = 11,
}
