package org.gatefold.sparse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * What every module keeps to, with the classes it sees: sparse-core ← datasets ← tools, no tool knows another, no
 * cycles of packages, libraries where they belong.
 */
public final class ArchitectureLaws {
    private static final String[] TOOLS = {"org.gatefold.doa..", "org.gatefold.ofdm..", "org.gatefold.photometric.."};

    private ArchitectureLaws() {}

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_DATASETS = noClasses()
            .that()
            .resideInAPackage("org.gatefold.sparse..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.gatefold.datasets..");

    @ArchTest
    static final ArchRule CORE_AND_DATASETS_KNOW_NO_TOOL = noClasses()
            .that()
            .resideInAnyPackage("org.gatefold.sparse..", "org.gatefold.datasets..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TOOLS);

    @ArchTest
    static final ArchRule TOOLS_KNOW_NO_TOOL = slices().matching("org.gatefold.(doa|ofdm|photometric)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.gatefold.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ND4J_STAYS_IN_THE_DICTIONARY_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("org.gatefold.sparse.dictionary..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.nd4j..");

    @ArchTest
    static final ArchRule OPENBLAS_STAYS_IN_THE_KERNEL = noClasses()
            .that()
            .resideOutsideOfPackage("org.gatefold.sparse.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco..", "dev.ludovic.netlib..");

    @ArchTest
    static final ArchRule PICOCLI_STAYS_IN_THE_COMMANDS = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");
}
