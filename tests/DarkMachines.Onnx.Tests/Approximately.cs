namespace DarkMachines.Onnx.Tests;

internal static class Approximately
{
    /// <summary>Asserts that two lists agree within a millionth.</summary>
    public static void Equal(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-6f);
    }
}
