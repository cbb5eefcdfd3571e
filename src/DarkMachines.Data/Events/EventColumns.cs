namespace DarkMachines.Data.Events;

/// <summary>The arrays of an <see cref="EventCache"/>, by their places in the file.</summary>
internal static class EventColumns
{
    public const int Offsets = 0;
    public const int Code = 1;
    public const int FirstOfObjects = 2;
    public const int EventId = 6;
    public const int ProcessId = 7;
    public const int Weight = 8;
    public const int Met = 9;
    public const int MetPhi = 10;
    public const int ProcessNames = 11;
    public const int CodeNames = 12;

    /// <summary>The arrays of so many events and objects.</summary>
    public static NpzColumn[] Of(int events, int objects, IReadOnlyList<string> processNames) =>
    [
        new("offsets", "<i8", sizeof(long), events + 1),
        new("code", "|u1", sizeof(byte), objects),
        new("E", "<f4", sizeof(float), objects),
        new("pt", "<f4", sizeof(float), objects),
        new("eta", "<f4", sizeof(float), objects),
        new("phi", "<f4", sizeof(float), objects),
        new("event_id", "<i8", sizeof(long), events),
        new("process_id", "<i4", sizeof(int), events),
        new("weight", "<f8", sizeof(double), events),
        new("MET", "<f4", sizeof(float), events),
        new("METphi", "<f4", sizeof(float), events),
        NumPyText.Column("process_names", processNames),
        NumPyText.Column("code_names", ObjectKinds.Codes),
    ];
}
