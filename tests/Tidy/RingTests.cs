using System.Diagnostics;
using Xunit;

namespace Gantry.Tidy;

/// <summary>Builds little houses with the real build files and looks which references they let pass.</summary>
public class RingTests
{
    [Theory]
    [InlineData("src/areas/One", "src/areas/Two")]
    [InlineData("src/areas/One", "src/backends/Two")]
    [InlineData("src/areas/One", "src/hosts/Two")]
    [InlineData("src/backends/One", "src/areas/Two")]
    [InlineData("src/formats/One", "src/formats/Two")]
    [InlineData("src/formats/One", "src/Gantry")]
    [InlineData("src/Gantry", "src/formats/Two")]
    [InlineData("src/Gantry.Web", "src/areas/Two")]
    [InlineData("missions/one/tools/One", "src/formats/Two")]
    public async Task Stop_the_build_at_a_forbidden_reference(string from, string to)
    {
        var (exitCode, output) = await BuildAsync(from, to);
        Assert.Contains("GANTRY001", output, StringComparison.Ordinal);
        Assert.NotEqual(0, exitCode);
    }

    [Theory]
    [InlineData("src/areas/One", "src/formats/Two")]
    [InlineData("src/backends/One", "src/Gantry")]
    [InlineData("src/hosts/One", "src/areas/Two")]
    public async Task Let_an_allowed_one_pass(string from, string to)
    {
        var (exitCode, output) = await BuildAsync(from, to);
        Assert.True(exitCode == 0, output);
    }

    // Only the check is run, not the compiler: it is the target that stops the build, before anything is compiled.
    private static async Task<(int ExitCode, string Output)> BuildAsync(string from, string to)
    {
        var house = Directory.CreateTempSubdirectory("gantry-rings-");
        try
        {
            foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"])
                File.Copy(Path.Combine(Tree.Root, file), Path.Combine(house.FullName, file));
            Write(house, to, "");
            var project = Write(house, from, $"""<ItemGroup><ProjectReference Include="{Path.GetRelativePath(from, to)}/{Path.GetFileName(to)}.csproj" /></ItemGroup>""");
            using var build = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", project, "-t:CheckRings", "-nologo", "-nodeReuse:false"])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = house.FullName,
            })!;
            var output = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await build.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (build.ExitCode, output);
        }
        finally
        {
            house.Delete(recursive: true);
        }
    }

    private static string Write(DirectoryInfo house, string folder, string items)
    {
        var directory = house.CreateSubdirectory(folder);
        var project = Path.Combine(directory.FullName, directory.Name + ".csproj");
        File.WriteAllText(project, $"""<Project Sdk="Microsoft.NET.Sdk">{items}</Project>""");
        return project;
    }
}
