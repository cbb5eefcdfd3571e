using System.Reflection;
using DarkMachines.Testing;

namespace DarkMachines.Tests;

/// <summary>The contracts' public surface, held in a text file: a change of it shows in review and is a decision.</summary>
public class PublicApiTests
{
    private static readonly string Path = System.IO.Path.Combine(SharedData.Repository, "tests", "DarkMachines.Abstractions.Tests", "PublicApi.txt");

    [Fact]
    public void The_public_API_is_the_one_on_record()
    {
        var actual = string.Join('\n', Describe(typeof(IModel).Assembly)) + "\n";
        var recorded = File.Exists(Path) ? File.ReadAllText(Path).ReplaceLineEndings("\n") : "";
        if (actual != recorded && Environment.GetEnvironmentVariable("DARKMACHINES_RECORD_API") == "1")
            File.WriteAllText(Path, actual);
        Assert.True(actual == recorded, $"The public API differs from {Path}; if that is meant, record it with DARKMACHINES_RECORD_API=1. It is now:\n{actual}");
    }

    private static IEnumerable<string> Describe(Assembly assembly)
    {
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            var bases = type.GetInterfaces().Select(Name).Order(StringComparer.Ordinal)
                .Prepend(type.BaseType is { } parent && parent != typeof(object) ? Name(parent) : "").Where(name => name.Length > 0);
            yield return $"{(type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : "class")} {Name(type)} : {string.Join(", ", bases)}".TrimEnd(' ', ':');
            const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            var members = type.GetMembers(declared).Where(IsVisible).Select(member => "    " + Describe(member)).Order(StringComparer.Ordinal);
            foreach (var member in members)
                yield return member;
        }
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily) && (!method.IsSpecialName || method is ConstructorInfo),
        PropertyInfo property => property.GetMethod is { } get && (get.IsPublic || get.IsFamily),
        FieldInfo field => field.IsPublic && !field.IsSpecialName,
        _ => false,
    };

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{ get;{(property.SetMethod is { IsPublic: true } ? " init;" : "")} }}",
        FieldInfo field => $"{Name(field.FieldType)} {field.Name}",
        _ => member.ToString()!,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{Name(p.ParameterType)} {p.Name}{(p.IsOptional ? " = default" : "")}"));

    private static string Name(Type type) => !type.IsGenericType ? type.FullName ?? type.Name
        : $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
}
