using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neural;

/// <summary>Options of <see cref="Mlp"/>.</summary>
public sealed record MlpOptions : EncodedNetworkOptions
{
    /// <summary>
    /// Networks that learn side by side from the same steps and differ by their first weights; the answer is the mean of theirs.
    /// </summary>
    [Range(1, 1000)]
    public int Members { get; init; } = 1;

    /// <summary>Settings of a publication, in place of all other options.</summary>
    public MlpPreset Preset { get; init; }

    /// <summary>The options as they are meant: those of the preset, if one is named.</summary>
    internal MlpOptions Settled() => Preset switch
    {
        MlpPreset.DmAstro => new MlpOptions
        {
            Layers = 1,
            Units = 21,
            Bins = 0,
            LearningRate = 0.015,
            Schedule = RateSchedule.Constant,
            BatchSize = 120,
            Epochs = 1000,
            WeightDecay = 0,
            ValidationShare = 0,
            Patience = 10,
            MinImprovement = 1e-4,
        },
        _ => this,
    };
}
