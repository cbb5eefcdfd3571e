namespace DarkMachines.Onnx;

/// <summary>Reads files that a user named.</summary>
internal static class UserFile
{
    /// <param name="path">The file.</param>
    /// <param name="what">What it should hold, as the first word of error codes, such as <c>model</c>.</param>
    /// <exception cref="UserInputException">It is missing, empty, too large for memory, or cannot be read.</exception>
    public static byte[] ReadAllBytes(string path, string what)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!stream.CanSeek || stream.Length > Array.MaxLength)
                throw new UserInputException($"{what}-too-large", $"'{path}' is no ordinary file of at most 2 GiB.", $"Name a {what} file within that limit.");
            if (stream.Length == 0)
                throw new UserInputException($"{what}-empty", $"'{path}' is empty.", $"Write or copy the {what} again.");
            MemoryNeed.OfFile(path, what, stream.Length);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserInputException($"{what}-not-found", $"There is no file '{path}'.", "Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException($"{what}-unreadable", $"'{path}' cannot be read: {e.Message}", "Check that it is a file and that you may read it.", e);
        }
    }
}
