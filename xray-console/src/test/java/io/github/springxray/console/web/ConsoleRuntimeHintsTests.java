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

package io.github.springxray.console.web;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ResourceHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import io.github.springxray.console.embedded.XRayConsoleAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConsoleRuntimeHints}.
 */
class ConsoleRuntimeHintsTests {

	private final ResourceHintsPredicates resource = RuntimeHintsPredicates.resource();

	@Test
	void eachFileOfThePageHasAHint() throws Exception {
		RuntimeHints hints = new RuntimeHints();
		assertThat(XRayConsoleAutoConfiguration.class.getAnnotation(ImportRuntimeHints.class).value())
			.containsExactly(ConsoleRuntimeHints.class);
		new ConsoleRuntimeHints().registerHints(hints, getClass().getClassLoader());
		Resource[] files = new PathMatchingResourcePatternResolver()
			.getResources("classpath*:" + PageResources.LOCATION + "**/*.*");
		assertThat(files).hasSizeGreaterThan(20);
		for (Resource file : files) {
			String url = file.getURL().toString();
			assertThat(this.resource.forResource(url.substring(url.indexOf(PageResources.LOCATION)))).accepts(hints);
		}
		for (String library : new String[] { "META-INF/resources/webjars/cytoscape/3.33.1/dist/cytoscape.min.js",
				"META-INF/maven/org.webjars.npm/cytoscape/pom.properties" }) {
			assertThat(this.resource.forResource(library)).accepts(hints);
		}
	}

}
