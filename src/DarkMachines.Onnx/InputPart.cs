using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>One input of a graph, and the columns of a row that go into it.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="ElementType">float32, float64, int32 or int64.</param>
/// <param name="FirstColumn">The first of its columns in a row.</param>
/// <param name="ColumnCount">How many columns it takes.</param>
/// <param name="IsMatrix">True for <c>[rows, columns]</c>; false for a shape of one length.</param>
internal sealed record InputPart(string Name, DataType ElementType, int FirstColumn, int ColumnCount, bool IsMatrix);
