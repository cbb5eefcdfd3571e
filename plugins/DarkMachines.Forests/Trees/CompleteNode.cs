namespace DarkMachines.Forests.Trees;

/// <summary>A split of a complete tree.</summary>
/// <param name="Threshold">Key of the threshold: rows with keys up to this go to the first child.</param>
/// <param name="Offset">Where the column's keys lie within those of a group of rows.</param>
internal readonly record struct CompleteNode(int Threshold, int Offset)
{
    /// <summary>Makes one.</summary>
    /// <param name="node">The same split of a tree as it was grown.</param>
    public static CompleteNode Split(TreeNode node) => new(RowKeys.Of(node.Threshold), node.Column * CompleteWalk.Lanes);
}
