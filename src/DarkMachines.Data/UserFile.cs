namespace DarkMachines.Data;

/// <summary>Files that a user named.</summary>
internal static class UserFile
{
    /// <summary>Opens a file for reading from its beginning to its end.</summary>
    /// <exception cref="UserInputException">There is no such file, or it cannot be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserInputException(
                "file-missing", $"There is no file '{path}'.", "Check the path, or fetch the file.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException(
                "file-unreadable", $"The file '{path}' cannot be read: {exception.Message}",
                "Name a file, not a folder, that you may read and that nobody else is writing.", exception);
        }
    }
}
