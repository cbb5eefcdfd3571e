namespace DarkMachines.Neural;

/// <summary>Settings of a publication.</summary>
public enum MlpPreset
{
    /// <summary>None: the options count.</summary>
    None,

    /// <summary>
    /// Gammaldi et al., MNRAS 520 (2023) 1348: one layer of 21 rectified units, steps of 120 rows, the rate 0.015 of the
    /// authors' published notebooks (the text says 0.0015), and an end once the loss of the rows learnt from has not become
    /// better by 0.0001 for 10 epochs.
    /// </summary>
    DmAstro,
}
