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

package io.github.springxray.console.embedded;

import ch.qos.logback.classic.LoggerContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import org.slf4j.Logger;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

import io.github.springxray.console.XRayConsoleProperties;
import io.github.springxray.console.config.ConsoleConfiguration;
import io.github.springxray.console.embedded.ConsoleAnnouncement.ContextPath;
import io.github.springxray.console.store.LogStore;
import io.github.springxray.console.store.TraceStore;
import io.github.springxray.console.web.ConsoleHandler;
import io.github.springxray.console.web.ConsoleRuntimeHints;
import io.github.springxray.emitter.TraceSender;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.http.RequestExclusion;

/**
 * Auto-configuration of the console within an application that is traced.
 */
@AutoConfiguration(before = XRayEmitterAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "xray.console.enabled")
@ConditionalOnClass(TraceSender.class)
@ConditionalOnWebApplication
@Import(ConsoleConfiguration.class)
@ImportRuntimeHints(ConsoleRuntimeHints.class)
public final class XRayConsoleAutoConfiguration {

	@Bean
	ConsolePath xrayConsolePath(XRayConsoleProperties properties) {
		return new ConsolePath(properties.getPath());
	}

	@Bean
	ConsoleTraceSender xrayConsoleTraceSender(TraceStore store) {
		return new ConsoleTraceSender(store);
	}

	@Bean
	RequestExclusion xrayConsoleRequestExclusion(ConsolePath path) {
		return (request) -> path.includes(request.path());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Servlet.class, ServletRegistrationBean.class })
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class ServletConfiguration {

		@Bean
		ServletRegistrationBean<ConsoleServlet> xrayConsoleServlet(ConsoleHandler handler, ConsolePath path) {
			ServletRegistrationBean<ConsoleServlet> registration = new ServletRegistrationBean<>(
					new ConsoleServlet(handler), path.value() + "/*");
			registration.setName("xrayConsole");
			return registration;
		}

		@Bean
		ContextPath xrayConsoleContextPath(ObjectProvider<ServletContext> context) {
			// Known for sure once the server is up
			return () -> {
				ServletContext servletContext = context.getIfAvailable();
				return (servletContext != null) ? servletContext.getContextPath() : "";
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(DispatcherHandler.class)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class ReactiveConfiguration {

		@Bean
		RouterFunction<ServerResponse> xrayConsoleRoutes(ConsoleHandler handler, ConsolePath path,
				Environment environment, ObjectProvider<ForwardedHeaderTransformer> transformer) {
			String strategy = environment.getProperty("server.forward-headers-strategy", "none");
			boolean forwarding = !strategy.equalsIgnoreCase("none") || transformer.getIfAvailable() != null;
			return new ConsoleRoutes(handler, path, forwarding).routes();
		}

		@Bean
		ContextPath xrayConsoleContextPath(Environment environment) {
			String base = environment.getProperty("spring.webflux.base-path", "").strip();
			String path = StringUtils.trimTrailingCharacter(base, '/');
			return () -> (path.isEmpty() || path.startsWith("/")) ? path : "/" + path;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Restarter.class)
	static class RestartConfiguration {

		@Bean
		RestartHandover xrayConsoleRestartHandover(TraceStore traces, LogStore logs) {
			return new RestartHandover(traces, logs);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ LoggerContext.class, Logger.class })
	@ConditionalOnBooleanProperty(name = "xray.console.capture-logs", matchIfMissing = true)
	static class LogConfiguration {

		@Bean
		ConsoleLogAppender xrayConsoleLogAppender(LogStore logs, Environment environment) {
			ConsoleLogAppender appender = new ConsoleLogAppender(logs,
					environment.getProperty("spring.application.name", ""));
			appender.attach();
			return appender;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ WebServerInitializedEvent.class, ServerProperties.class })
	static class AnnouncementConfiguration {

		@Bean
		ConsoleAnnouncement xrayConsoleAnnouncement(ConsolePath path, ObjectProvider<ContextPath> context,
				ObjectProvider<ServerProperties> server) {
			return new ConsoleAnnouncement(path, context, server);
		}

	}

}
