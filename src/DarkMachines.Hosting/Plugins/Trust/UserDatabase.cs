using System.Globalization;

namespace DarkMachines.Hosting.Plugins.Trust;

/// <summary>
/// What /etc/passwd and /etc/group say of users and groups. Users of a directory service are not in there; nothing is
/// taken for granted of groups that are not.
/// </summary>
/// <param name="users">Lines of /etc/passwd.</param>
/// <param name="groups">Lines of /etc/group.</param>
internal sealed class UserDatabase(IReadOnlyList<string> users, IReadOnlyList<string> groups)
{
    private readonly (string Name, uint Number, uint Group)[] _users =
        [.. users.Select(line => line.Split(':')).Where(f => f.Length > 3).Select(f => (f[0], Number(f[2]), Number(f[3])))];

    /// <summary>The database of this machine; empty where there is none.</summary>
    public static UserDatabase OfThisMachine { get; } = new(Lines("/etc/passwd"), Lines("/etc/group"));

    /// <summary>The name of a user, or the number where there is no name.</summary>
    public string NameOf(uint user) =>
        _users.FirstOrDefault(u => u.Number == user).Name ?? user.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// True for the group that many systems make for each user alone, under which umask 002 is harmless: the group is
    /// known, and nobody but the user belongs to it.
    /// </summary>
    public bool IsPrivateGroup(uint group, uint user)
    {
        var entry = groups.Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 3 && Number(fields[2]) == group);
        return entry is not null
            && entry[3].Split(',', StringSplitOptions.RemoveEmptyEntries).All(member => member == NameOf(user))
            && _users.Any(u => u.Number == user)
            && _users.All(u => u.Group != group || u.Number == user);
    }

    private static uint Number(string field) => uint.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : uint.MaxValue;

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
