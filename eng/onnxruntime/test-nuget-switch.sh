#!/usr/bin/env bash
# Proves that -p:OnnxRuntimeSource=nuget and nuget-gpu take the NuGet packages, where those cannot be had: packs the
# assembly built from the npm package, with its native libraries, under their names and version into a folder, builds a
# copy of DarkMachines.Onnx and its tests against that folder alone, and runs tests that run sessions.
# Needs one earlier build of the tests, for the other packages. Leaves the NuGet cache as it was.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cache=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //')
rid=$(dotnet --info | awk '$1 == "RID:" { print $2; exit }')

fail() { echo "FAILED: $1" >&2; exit 1; }

echo "Building ONNX Runtime from its npm package"
dotnet build "$here/Microsoft.ML.OnnxRuntime.csproj" -c Release -v q --nologo
built=$here/bin/Release/netstandard2.1
version=$(dotnet msbuild "$here/Microsoft.ML.OnnxRuntime.csproj" -getProperty:Version)

pack() {
    mkdir -p "$work/pack/$1"
    cat > "$work/pack/$1/package.nuspec" <<END
<package>
  <metadata>
    <id>$1</id>
    <version>$version</version>
    <authors>test</authors>
    <description>Stands in for the package of this name in a test.</description>
    <dependencies><group targetFramework=".NETStandard2.1" /></dependencies>
  </metadata>
  <files>
    <file src="$built/Microsoft.ML.OnnxRuntime.dll" target="lib/netstandard2.1" />
    <file src="$built/*onnxruntime*.so;$built/*onnxruntime*.dylib;$built/onnxruntime*.dll" target="runtimes/$rid/native" />
  </files>
</package>
END
    cat > "$work/pack/$1/package.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>netstandard2.1</TargetFramework>
    <NuspecFile>package.nuspec</NuspecFile>
    <NoBuild>true</NoBuild>
    <IncludeBuildOutput>false</IncludeBuildOutput>
  </PropertyGroup>
</Project>
END
    dotnet pack "$work/pack/$1/package.csproj" -o "$work/feed" -v q --nologo
}

prove() {
    local source=$1 package=$2 copy=$work/$1
    echo "Building DarkMachines.Onnx with OnnxRuntimeSource=$source"
    mkdir -p "$copy"
    (cd "$repository" && tar -c --exclude=bin --exclude=obj --exclude=node_modules \
        Directory.Build.props Directory.Packages.props .editorconfig eng \
        src/DarkMachines.Abstractions src/DarkMachines.Onnx \
        tests/Directory.Build.props tests/Directory.Build.targets tests/DarkMachines.Testing tests/DarkMachines.Onnx.Tests) |
        tar -x -C "$copy"

    NUGET_PACKAGES=$work/packages dotnet test "$copy/tests/DarkMachines.Onnx.Tests" -c Release --nologo \
        -p:OnnxRuntimeSource="$source" -p:RestoreSources="$work/feed" -p:RestoreFallbackFolders="$cache" -p:NuGetAudit=false \
        --filter FullyQualifiedName~Onnx.Tests.OnnxClassifierTests | tee "$work/test.log"
    grep -q '^Passed!' "$work/test.log" || fail "no test ran a session"

    local assets=$copy/src/DarkMachines.Onnx/obj/project.assets.json
    grep -A 3 "\"$package/$version\": {" "$assets" | grep -q '"type": "package"' || fail "$package is not in the build"
    ! grep -q 'Microsoft.ML.OnnxRuntime.csproj' "$assets" || fail "the npm project is in the build"
    [ ! -e "$copy/eng/onnxruntime/node_modules" ] || fail "npm ran"
    cmp "$built/Microsoft.ML.OnnxRuntime.dll" "$copy/tests/DarkMachines.Onnx.Tests/bin/Release/net10.0/Microsoft.ML.OnnxRuntime.dll" ||
        fail "the assembly is not the package's"
}

pack Microsoft.ML.OnnxRuntime
pack Microsoft.ML.OnnxRuntime.Gpu
prove nuget Microsoft.ML.OnnxRuntime
prove nuget-gpu Microsoft.ML.OnnxRuntime.Gpu
echo "OnnxRuntimeSource=nuget and nuget-gpu take the NuGet packages $version."
