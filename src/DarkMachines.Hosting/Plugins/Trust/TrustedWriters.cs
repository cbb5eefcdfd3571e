namespace DarkMachines.Hosting.Plugins.Trust;

/// <summary>
/// Who may write to plugins: the user, the administrator, and whoever may write to the program itself, since they could
/// run code as the user anyway. On Windows nothing is checked; outside Linux owners are not.
/// </summary>
/// <param name="owners">Users that are trusted.</param>
/// <param name="programGroup">The group that may write to the program; null if none may.</param>
/// <param name="users">Users and groups of the machine.</param>
internal sealed class TrustedWriters(IReadOnlyCollection<uint> owners, uint? programGroup, UserDatabase users)
{
    private static readonly Lazy<TrustedWriters> This = new(ReadThisProcess);

    /// <summary>Those whom this process trusts.</summary>
    public static TrustedWriters OfThisProcess => This.Value;

    /// <summary>Why a file or folder cannot be trusted; null if it can.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="toMend">The file or folder that the command in the remedy is for.</param>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public PluginFault? FindFault(string path, string toMend)
    {
        var file = UnixFile.Read(path);
        if (file.Owner is { } owner && !owners.Contains(owner))
            return PluginFault.ForeignOwner(path, users.NameOf(owner), toMend);
        var isShared = file.Mode.HasFlag(UnixFileMode.OtherWrite)
            || (file.Mode.HasFlag(UnixFileMode.GroupWrite) && !IsTrustedGroup(file));
        return isShared ? PluginFault.WritableByOthers(path, file.Mode, toMend) : null;
    }

    private bool IsTrustedGroup(UnixFile file) => file is { Owner: { } owner, Group: { } group }
        && (group == programGroup || users.IsPrivateGroup(group, owner));

    private static TrustedWriters ReadThisProcess()
    {
        const uint Administrator = 0;
        var program = UnixFile.Read(AppContext.BaseDirectory);
        var programGroup = program.Mode.HasFlag(UnixFileMode.GroupWrite) ? program.Group : null;
        uint?[] owners = [Administrator, UnixFile.CurrentUser, program.Owner];
        return new TrustedWriters([.. owners.OfType<uint>()], programGroup, UserDatabase.OfThisMachine);
    }
}
