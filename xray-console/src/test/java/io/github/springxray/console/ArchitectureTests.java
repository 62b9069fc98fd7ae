/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.console;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "io.github.springxray.console", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching("io.github.springxray.console.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule dependenciesPointOneWay = Architectures.layeredArchitecture()
		.consideringOnlyDependenciesInLayers()
		.layer("ways to run")
		.definedBy("..console.embedded..", "..console.standalone..")
		.layer("config")
		.definedBy("..console.config..")
		.layer("daemon")
		.definedBy("..console.daemon..")
		.layer("web")
		.definedBy("..console.web..")
		.layer("otlp")
		.definedBy("..console.otlp..")
		.layer("api")
		.definedBy("..console.api..")
		.layer("reading")
		.definedBy("..console.filter..", "..console.graph..")
		.layer("sampling")
		.definedBy("..console.sampling..", "..console.telemetry..")
		.layer("store")
		.definedBy("..console.store..")
		.whereLayer("ways to run")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("config")
		.mayOnlyBeAccessedByLayers("ways to run")
		.whereLayer("daemon")
		.mayOnlyBeAccessedByLayers("ways to run")
		.whereLayer("web")
		.mayOnlyBeAccessedByLayers("ways to run", "config", "daemon")
		.whereLayer("otlp")
		.mayOnlyBeAccessedByLayers("ways to run", "config", "web")
		.whereLayer("api")
		.mayOnlyBeAccessedByLayers("ways to run", "config", "daemon", "otlp", "web")
		.whereLayer("reading")
		.mayOnlyBeAccessedByLayers("api")
		.whereLayer("sampling")
		.mayOnlyBeAccessedByLayers("config", "api");

}
