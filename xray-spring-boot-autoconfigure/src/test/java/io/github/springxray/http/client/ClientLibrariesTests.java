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

package io.github.springxray.http.client;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;

import io.github.springxray.apacheclient.XRayApacheHttpClientAutoConfiguration;
import io.github.springxray.feign.XRayFeignAutoConfiguration;
import io.github.springxray.gateway.XRayGatewayAutoConfiguration;
import io.github.springxray.jdkclient.XRayJdkHttpClientAutoConfiguration;
import io.github.springxray.jettyclient.XRayJettyHttpClientAutoConfiguration;
import io.github.springxray.nettyclient.XRayReactorNettyAutoConfiguration;
import io.github.springxray.okhttp.XRayOkHttpAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.PatchedLibrary;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of which libraries are patched.
 */
class ClientLibrariesTests extends HttpCallTesting {

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayFeignAutoConfiguration.class, XRayJdkHttpClientAutoConfiguration.class,
				XRayApacheHttpClientAutoConfiguration.class, XRayOkHttpAutoConfiguration.class,
				XRayJettyHttpClientAutoConfiguration.class, XRayReactorNettyAutoConfiguration.class,
				XRayGatewayAutoConfiguration.class);
	}

	@Test
	void allThatAreThere() {
		runner().run((context) -> assertThat(patched(context)).containsExactlyInAnyOrder(PatchedLibrary.FEIGN,
				PatchedLibrary.JDK_HTTP_CLIENT, PatchedLibrary.APACHE_HTTP_CLIENT, PatchedLibrary.OKHTTP,
				PatchedLibrary.JETTY_HTTP_CLIENT, PatchedLibrary.REACTOR_NETTY));
	}

	@ParameterizedTest
	@CsvSource({ "feign,FEIGN", "okhttp3,OKHTTP", "org.apache.hc,APACHE_HTTP_CLIENT",
			"org.eclipse.jetty.client,JETTY_HTTP_CLIENT", "reactor,REACTOR_NETTY" })
	void anApplicationWithoutALibraryStartsWithoutItsPatch(String packageName, PatchedLibrary library) {
		runner().withClassLoader(new FilteredClassLoader(packageName)).run((context) -> {
			assertThat(context.getStartupFailure()).isNull();
			assertThat(patched(context)).hasSize(5).doesNotContain(library);
		});
	}

	@Test
	void noneWhereAllAreSwitchedOff() {
		for (String property : List.of("xray.enabled", "xray.patch.enabled")) {
			runner().withPropertyValues(property + "=false").run((context) -> {
				assertThat(context.getStartupFailure()).isNull();
				assertThat(patched(context)).isEmpty();
			});
		}
	}

	private static List<PatchedLibrary> patched(ApplicationContext context) {
		return context.getBeansOfType(ActivePatch.class).values().stream().map(ActivePatch::library).toList();
	}

}
