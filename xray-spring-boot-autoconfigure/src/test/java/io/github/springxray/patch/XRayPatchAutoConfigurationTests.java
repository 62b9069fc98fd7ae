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

package io.github.springxray.patch;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.diagnostics.XRayDiagnosticsAutoConfiguration;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what is patched and of the line that says so, on libraries of which the
 * configurations below stand for the auto-configurations.
 */
@ExtendWith(OutputCaptureExtension.class)
class XRayPatchAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayPatchAutoConfiguration.class, XRayAutoConfiguration.class,
				XRayEmitterAutoConfiguration.class, XRayDiagnosticsAutoConfiguration.class))
		.withPropertyValues("xray.emitter.type=none")
		.withUserConfiguration(RestClientPatch.class, WebClientPatch.class, Clients.class);

	@Test
	void patchesAllThatIsOnTheClassPath(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			assertThat(context).hasBean("restClientPatch").hasBean("webClientPatch");
			assertThat(output).contains("Traced: RestClient, WebClient. Not traced: ");
		});
	}

	@Test
	void patchesNothingWhenSwitchedOff(CapturedOutput output) {
		this.contextRunner.withPropertyValues("xray.patch.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(ActivePatch.class);
			assertThat(output).contains("Traced: nothing.")
				.contains("RestClient (xray.patch.enabled is false)")
				.contains("WebClient (xray.patch.enabled is false)");
		});
	}

	@Test
	void oneLibraryWinsOverAllOfThem(CapturedOutput output) {
		this.contextRunner.withPropertyValues("xray.patch.enabled=false", "xray.patch.rest-client.enabled=true")
			.run((context) -> {
				assertThat(context).hasBean("restClientPatch").doesNotHaveBean("webClientPatch");
				assertThat(output).contains("Traced: RestClient.");
			});
	}

	@Test
	void oneLibraryIsSwitchedOffAlone(CapturedOutput output) {
		this.contextRunner.withPropertyValues("xray.patch.web-client.enabled=false").run((context) -> {
			assertThat(context).hasBean("restClientPatch").doesNotHaveBean("webClientPatch");
			assertThat(output).contains("WebClient (xray.patch.web-client.enabled is false)");
		});
	}

	@Test
	void namesWhatIsMissing(CapturedOutput output) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(WebClient.class)).run((context) -> {
			assertThat(context).hasBean("restClientPatch").doesNotHaveBean("webClientPatch");
			assertThat(context.getBean(PatchReport.class).describe().get("WebClient"))
				.isEqualTo(Map.of("traced", false, "reason", "spring-webflux is not on the class path"));
			assertThat(output).contains("Traced: RestClient.").doesNotContain("WebClient");
		});
	}

	@Test
	void namesWhatIsExcluded(CapturedOutput output) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayPatchAutoConfiguration.class, XRayAutoConfiguration.class,
					XRayEmitterAutoConfiguration.class, XRayDiagnosticsAutoConfiguration.class))
			.withPropertyValues("xray.emitter.type=none")
			.withUserConfiguration(RestClientPatch.class, Clients.class)
			.run((context) -> assertThat(output).contains("WebClient (its auto-configuration is excluded)"));
	}

	@Test
	void saysNothingWithoutTracing(CapturedOutput output) {
		this.contextRunner.withPropertyValues("xray.enabled=false")
			.run((context) -> assertThat(output).doesNotContain("Traced:"));
	}

	@Test
	void aValueThatIsNoBooleanFailsWithTheNameOfTheProperty() {
		this.contextRunner.withPropertyValues("xray.patch.enabled=maybe")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("maybe"));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnPatch(PatchedLibrary.REST_CLIENT)
	static class RestClientPatch {

		@Bean
		ActivePatch restClientPatch() {
			return new ActivePatch(PatchedLibrary.REST_CLIENT);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnPatch(PatchedLibrary.WEB_CLIENT)
	static class WebClientPatch {

		@Bean
		ActivePatch webClientPatch() {
			return new ActivePatch(PatchedLibrary.WEB_CLIENT);
		}

	}

	/**
	 * What the application uses.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		RestClient restClient() {
			return RestClient.create();
		}

		@Bean
		WebClient webClient() {
			return WebClient.create();
		}

	}

}
