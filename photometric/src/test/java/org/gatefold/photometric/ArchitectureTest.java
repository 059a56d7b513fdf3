package org.gatefold.photometric;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.gatefold.sparse.ArchitectureLaws;

@AnalyzeClasses(packages = "org.gatefold", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests LAWS = ArchTests.in(ArchitectureLaws.class);
}
