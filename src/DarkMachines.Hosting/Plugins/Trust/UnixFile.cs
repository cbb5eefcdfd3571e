using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace DarkMachines.Hosting.Plugins.Trust;

/// <summary>Who may write to a file or folder on Unix. Links are followed.</summary>
/// <param name="Mode">Permissions.</param>
/// <param name="Owner">Number of the owner; null where it cannot be told (outside Linux).</param>
/// <param name="Group">Number of the group; null where it cannot be told.</param>
internal readonly record struct UnixFile(UnixFileMode Mode, uint? Owner, uint? Group)
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint TypeModeOwnerGroup = 0x1B; // STATX_TYPE | STATX_MODE | STATX_UID | STATX_GID
    private const int PermissionBits = 0xFFF;

    /// <summary>The user that this process acts as; null where it cannot be told.</summary>
    public static uint? CurrentUser => OperatingSystem.IsLinux() ? geteuid() : null;

    /// <summary>Reads a file or folder.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="IOException">It does not exist, or may not be looked at.</exception>
    public static UnixFile Read(string path)
    {
        if (!OperatingSystem.IsLinux())
            return new UnixFile(OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path), Owner: null, Group: null);
        if (statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, TypeModeOwnerGroup, out var status) != 0)
            throw new IOException($"'{path}': {new Win32Exception().Message}.");
        return new UnixFile((UnixFileMode)(status.Mode & PermissionBits), status.Owner, status.Group);
    }

    // statx(2) has the same layout on every processor, which stat(2) has not. Framework calls give no owner.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, out Status status);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
