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

package io.github.springxray.reactive;

import java.time.Duration;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * The contract on Reactor Netty.
 */
class NettyTracingIntegrationTests extends ReactiveTracingContract {

	@Override
	String managementOfOtherServers() {
		return JETTY + "," + TOMCAT;
	}

	@Override
	Class<?> server() {
		return NettyConfiguration.class;
	}

	@Configuration(proxyBeanMethods = false)
	static class NettyConfiguration {

		/**
		 * Global ones end with the first application of several.
		 */
		@Bean
		ReactorResourceFactory resources() {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			resources.setShutdownQuietPeriod(Duration.ZERO);
			return resources;
		}

		/**
		 * Each request has a connection of its own. With and without tracing, Reactor
		 * Netty 1.3.6 leaves a request unread now and then that comes on the connection
		 * of the one before as soon as that has been answered.
		 */
		@Bean
		NettyReactiveWebServerFactory webServerFactory(ReactorResourceFactory resources) {
			NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
			factory.addServerCustomizers((server) -> server.maxKeepAliveRequests(1));
			factory.setResourceFactory(resources);
			return factory;
		}

	}

}
