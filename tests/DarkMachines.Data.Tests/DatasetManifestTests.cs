using System.Text;

namespace DarkMachines.Data.Tests;

public class DatasetManifestTests
{
    private const string Smallest = """
        {
          "schema": "darkmachines/dataset/1", "name": "n", "description": "d", "citation": "c", "licence": "l",
          "addresses": [],
          "files": [{
            "path": "folder/file.txt", "description": "d", "format": "f",
            "sha256": "2497197ef20cf00d5e88409fda28625b02b149dbe53ebd9d2bec4c243da64a00",
            "columns": [{ "name": "x" }],
            "blocks": [{ "name": "all", "rows": 1 }]
          }]
        }
        """;

    [Fact]
    public void The_manifest_of_dm_astro_ships()
    {
        Assert.Equal(["dm-astro", "lhc-anomaly", "likelihood", "susy-ai", "xsec"], DatasetManifest.ShippedNames);
        var manifest = DatasetManifest.Shipped("dm-astro");
        Assert.Equal("dm-astro", manifest.Name);
        Assert.Equal("MIT", manifest.Licence);
        var training = manifest.File("fermi/dm_astro_training_set.txt");
        Assert.Equal(["e-peak", "beta", "sigma-d", "beta-rel", "label"], training.Columns.Select(column => column.Name));
        Assert.Equal("log10 GeV", training.Columns[0].Unit);
        Assert.Equal([934, 598, 1060, 239, 2831], training.Blocks.Select(block => block.Rows));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_those_there_are()
    {
        var error = Assert.Throws<UserInputException>(() => DatasetManifest.Shipped("nothing"));
        Assert.Equal("unknown-dataset", error.Code);
        Assert.Contains("dm-astro", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_classes_and_descriptions_may_be_left_out()
    {
        var file = Parse(Smallest).File("folder/file.txt");
        Assert.Equal(new Feature("x"), file.Columns[0]);
        Assert.Equal(new DatasetBlock("all", 1), file.Blocks[0]);
    }

    [Theory]
    [InlineData("\"rows\": 1", "\"rows\": \"many\"", "$.files[0].blocks[0].rows")]
    [InlineData("\"rows\": 1", "\"rows\": 0", "$.files[0].blocks[0].rows")]
    [InlineData("\"name\": \"x\"", "\"name\": null", "$.files[0].columns[0]")]
    [InlineData("{ \"name\": \"x\" }", "", "$.files[0].columns")]
    [InlineData("\"licence\": \"l\",", "\"license\": \"l\",", "$.license")]
    [InlineData("\"format\": \"f\",", "", "$.files[0]")]
    [InlineData("2497197", "2497", "$.files[0].sha256")]
    [InlineData("folder/file.txt", "../file.txt", "$.files[0].path")]
    [InlineData("folder/file.txt", "/file.txt", "$.files[0].path")]
    [InlineData("\"addresses\": []", "\"addresses\": [", "$.addresses")]
    public void A_mistake_is_reported_with_its_place_in_the_document(string right, string wrong, string place)
    {
        var document = Smallest.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Smallest, document);
        var error = Assert.Throws<UserInputException>(() => Parse(document));
        Assert.Equal("manifest-invalid", error.Code);
        Assert.Contains($"'test.json' is wrong at {place}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_is_refused_with_both_named()
    {
        var error = Assert.Throws<UserInputException>(() => Parse(Smallest.Replace("dataset/1", "dataset/2", StringComparison.Ordinal)));
        Assert.Equal("manifest-version", error.Code);
        Assert.Contains("darkmachines/dataset/2", error.Message, StringComparison.Ordinal);
        Assert.Contains(DatasetManifest.CurrentSchema, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    public void Something_else_than_a_manifest_is_refused(string document) =>
        Assert.Equal("manifest-invalid", Assert.Throws<UserInputException>(() => Parse(document)).Code);

    private static DatasetManifest Parse(string document) =>
        DatasetManifest.Parse(new MemoryStream(Encoding.UTF8.GetBytes(document)), "test.json");
}
