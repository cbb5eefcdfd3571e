namespace DarkMachines.Neural;

/// <summary>The learning rate in the course of training.</summary>
public enum RateSchedule
{
    /// <summary>Half a cosine from its start to a hundredth of it in the last step (Loshchilov and Hutter, arXiv:1608.03983).</summary>
    Cosine,

    /// <summary>The same throughout.</summary>
    Constant,
}
