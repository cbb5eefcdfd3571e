using System.Buffers;
using System.Globalization;
using System.Text;

namespace DarkMachines.Data.Events;

/// <summary>Writes events in the text format of the LHC anomaly-score challenge: six digits, a <c>;</c> after every field.</summary>
public static class EventText
{
    private const int LongestNumber = 32;

    /// <summary>Writes all events of a batch, a line each.</summary>
    /// <param name="batch">The events.</param>
    /// <param name="output">Where to.</param>
    public static void Write(EventBatch batch, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(output);
        byte[][] processes = [.. batch.ProcessNames.Select(name => Encoding.UTF8.GetBytes(name + ";"))];
        for (var i = 0; i < batch.Count; i++)
        {
            Write(batch.EventIds[i], (byte)';', default, output);
            output.Write(processes[batch.Processes[i]]);
            Write(batch.Weights[i], (byte)';', "g6", output);
            Write(batch.Mets[i], (byte)';', "g6", output);
            Write(batch.MetPhis[i], (byte)';', "g6", output);
            WriteObjects(batch[i], output);
            output.Write("\n"u8);
        }
    }

    private static void WriteObjects(in CollisionEvent seen, IBufferWriter<byte> output)
    {
        for (var i = 0; i < seen.Count; i++)
        {
            output.Write(Code(seen.Kinds[i]));
            Write(seen.Energies[i], (byte)',', "g6", output);
            Write(seen.Pts[i], (byte)',', "g6", output);
            Write(seen.Etas[i], (byte)',', "g6", output);
            Write(seen.Phis[i], (byte)';', "g6", output);
        }
    }

    private static ReadOnlySpan<byte> Code(ObjectKind kind) => kind switch
    {
        ObjectKind.Jet => "j,"u8,
        ObjectKind.BJet => "b,"u8,
        ObjectKind.Electron => "e-,"u8,
        ObjectKind.Positron => "e+,"u8,
        ObjectKind.Muon => "m-,"u8,
        ObjectKind.Antimuon => "m+,"u8,
        _ => "g,"u8,
    };

    private static void Write<T>(T value, byte end, ReadOnlySpan<char> format, IBufferWriter<byte> output) where T : IUtf8SpanFormattable
    {
        var span = output.GetSpan(LongestNumber);
        value.TryFormat(span, out var written, format, CultureInfo.InvariantCulture);
        span[written] = end;
        output.Advance(written + 1);
    }
}
