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

package io.github.springxray.console.standalone;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.github.springxray.console.XRayConsoleProperties;
import io.github.springxray.console.api.ConsoleWarnings;
import io.github.springxray.console.api.XRayOperations;
import io.github.springxray.console.config.ConsoleConfiguration;
import io.github.springxray.console.daemon.DaemonHttp;
import io.github.springxray.console.otlp.OtlpReceiver;
import io.github.springxray.console.store.TraceStore;
import io.github.springxray.console.web.ConsoleHandler;
import io.github.springxray.console.web.OtlpHandler;

/**
 * A console with its own servers. Nothing is configured automatically: what the class
 * path has is of no matter.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StandaloneProperties.class)
@Import(ConsoleConfiguration.class)
class StandaloneConfiguration {

	@Bean
	StandaloneServers xrayConsoleServers(StandaloneProperties standalone, XRayConsoleProperties properties,
			TraceStore store, ConsoleHandler handler, XRayOperations operations, OtlpReceiver otlp,
			ConsoleWarnings warnings) {
		return new StandaloneServers(standalone, store, handler,
				new DaemonHttp(operations, properties.isRemoteAccess()),
				new OtlpHandler(otlp, properties.isRemoteAccess()), warnings);
	}

}
