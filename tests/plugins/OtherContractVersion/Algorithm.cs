using DarkMachines;

namespace OtherContractVersion;

[Algorithm(7)]
public sealed class Algorithm : IAnomalyDetector;
