namespace Dependency;

public static class Library
{
    public static int Version => 2;
}
