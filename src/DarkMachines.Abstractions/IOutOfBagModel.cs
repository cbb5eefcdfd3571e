namespace DarkMachines;

/// <summary>
/// A fitted ensemble that kept, for each training row, the answer of those members which did not see the row (Breiman,
/// Mach. Learn. 45 (2001) 5, Section 3.1): honest answers without rows held out. From them a host measures confidence
/// levels and errors.
/// </summary>
public interface IOutOfBagModel : IModel
{
    /// <summary>
    /// The answers, one row a training row and row-major as the model's own: probabilities of a classifier, values of a
    /// surrogate. NaN for a row that every member saw. Empty if they were not kept.
    /// </summary>
    ReadOnlyMemory<float> OutOfBag { get; }
}
