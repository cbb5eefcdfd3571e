using System.Globalization;
using System.Text;
using DarkMachines.Data.Slha;
using DarkMachines.Testing;

namespace DarkMachines.Data.Tests.Slha;

public sealed class SlhaParametersTests
{
    private const string Head = """{"schema": "darkmachines/slha-parameters/1", "name": "n", "description": "d", "parameters": """;

    [SharedFact("data/susy/susyai_slha_golden.csv")]
    public void Shared_spectra_give_the_recorded_values_exactly()
    {
        var parameters = SlhaParameters.Load(SlhaParameters.DefaultName);
        var lines = File.ReadAllLines(SharedData.PathTo("data", "susy", "susyai_slha_golden.csv"));
        Assert.Equal(lines[0].Split(',')[1..^1], parameters.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(8, lines.Length);
        foreach (var cells in lines.Skip(1).Select(line => line.Split(',')))
        {
            var values = parameters.Read(SlhaFile.Read(SharedData.PathTo("data", "susy", "slha", cells[0])));
            Assert.Equal(cells[1..^1].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)), values);
        }
    }

    [SharedFact("data/susy/susyai_ranges.csv")]
    public void The_default_ranges_are_those_of_the_training_points()
    {
        var lines = File.ReadAllLines(SharedData.PathTo("data", "susy", "susyai_ranges.csv")).Skip(1).Select(line => line.Split(','));
        Assert.Equal(
            lines.Select(cells => (cells[0], new ValidRange(float.Parse(cells[1], CultureInfo.InvariantCulture), float.Parse(cells[2], CultureInfo.InvariantCulture)), cells[3], cells[4])),
            SlhaParameters.Load("pmssm-19").Parameters.Select(p => (p.Name, p.Range!.Value, p.Block, string.Join(' ', p.Entry))));
    }

    [SharedFact("data/susy/slha/idm_example.slha")]
    public void The_inert_doublet_model_has_a_mapping_of_its_own() => Assert.Equal(
        [92.7974884679, 258.378192106, 258.276962119, 0.00679446695596, 0.000291293203711],
        SlhaParameters.Load("inert-doublet").Read(SlhaFile.Read(SharedData.PathTo("data", "susy", "slha", "idm_example.slha"))));

    [SharedFact("data/susy/slha/gluinoToTops.slha")]
    public void A_simplified_model_lacks_an_entry_and_the_message_says_where()
    {
        var error = Assert.Throws<UserInputException>(
            () => SlhaParameters.Load("pmssm-19").Read(SlhaFile.Read(SharedData.PathTo("data", "susy", "slha", "gluinoToTops.slha"))));
        Assert.Equal("parameter-missing", error.Code);
        Assert.Contains("no entry 4 in the block HMIX of line 141, where parameter MA2 is read", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Block HMIX\n 1 2\n", "parameter-missing", "no block MSOFT")]
    [InlineData("Block MSOFT\n 1 two\n", "not-a-number", "Line 2 of 's.slha' gives 'two' for M1")]
    [InlineData("Block MSOFT\n 1 NaN\n", "not-a-number", "gives 'NaN' for M1")]
    public void What_a_spectrum_lacks_is_named(string text, string code, string message)
    {
        var error = Assert.Throws<UserInputException>(() => SlhaParameters.Load("pmssm-19").Read(SlhaFile.Parse(new StringReader(text), "s.slha")));
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "at $")]
    [InlineData(Head + "[]}", "$.parameters: there must be one")]
    [InlineData(Head + """[{"name": "a", "block": "B", "entry": [1], "unknown": 1}]}""", "$.parameters[0].unknown")]
    [InlineData(Head + """[{"name": "a", "block": "B", "entry": [1]}, {"name": "a", "block": "B", "entry": [2]}]}""", "$.parameters[1].name: 'a' is there twice")]
    [InlineData(Head + """[{"name": "a", "block": "B", "entry": [1], "min": 1}]}""", "$.parameters[0].min")]
    [InlineData(Head + """[{"name": "a", "block": "B", "entry": [1], "scale": 0}]}""", "$.parameters[0].scale")]
    [InlineData("""{"schema": "darkmachines/slha-parameters/2", "name": "n", "description": "d", "parameters": []}""", "$.schema")]
    public void A_wrong_document_is_refused_with_the_place(string json, string place)
    {
        var error = Assert.Throws<UserInputException>(() => SlhaParameters.Parse(new MemoryStream(Encoding.UTF8.GetBytes(json)), "p.json"));
        Assert.Equal("parameters-invalid", error.Code);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_set_is_refused_with_those_that_ship()
    {
        var error = Assert.Throws<UserInputException>(() => SlhaParameters.Load("nmssm"));
        Assert.Equal("unknown-parameters", error.Code);
        Assert.Contains("inert-doublet, pmssm-19", error.Remedy, StringComparison.Ordinal);
    }
}
