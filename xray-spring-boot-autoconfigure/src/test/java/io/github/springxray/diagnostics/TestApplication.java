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

package io.github.springxray.diagnostics;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * An application with our auto-configurations and little else.
 */
@Configuration(proxyBeanMethods = false)
@Import(OwnAutoConfigurations.class)
class TestApplication {

	static ConfigurableApplicationContext run(List<Class<?>> configurations, String... arguments) {
		List<Class<?>> all = new ArrayList<>(configurations);
		all.add(0, TestApplication.class);
		return new SpringApplicationBuilder(all.toArray(Class<?>[]::new)).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.docker.compose.enabled=false", "xray.emitter.type=none",
					"xray.sampling.strategy=local")
			.run(arguments);
	}

}
