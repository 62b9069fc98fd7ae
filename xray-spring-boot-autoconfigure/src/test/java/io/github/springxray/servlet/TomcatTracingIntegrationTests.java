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

package io.github.springxray.servlet;

import org.junit.jupiter.api.Test;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract on Tomcat.
 */
class TomcatTracingIntegrationTests extends ServerSettingsContract {

	@Override
	String managementOfAnotherServer() {
		return "org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration";
	}

	@Override
	Class<?> server() {
		return TomcatConfiguration.class;
	}

	/**
	 * Not part of the contract: Jetty itself follows such causes for ever.
	 */
	@Test
	void anUncaughtExceptionWithACyclicCauseIsAFault() {
		assertThat(get("/throw-cycle").statusCode()).isEqualTo(500);
		assertThat(this.traces.takeSegment()).hasHttpStatus(500).isFault().hasException(IllegalStateException.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class TomcatConfiguration {

		@Bean
		TomcatServletWebServerFactory webServerFactory() {
			return new TomcatServletWebServerFactory();
		}

	}

}
