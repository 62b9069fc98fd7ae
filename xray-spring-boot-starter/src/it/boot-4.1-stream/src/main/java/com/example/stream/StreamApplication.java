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

package com.example.stream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/**
 * A function and a consumer, bound to topics of Kafka.
 */
@SpringBootApplication
public class StreamApplication {

	final List<String> customized = new CopyOnWriteArrayList<>();

	@Bean
	public Function<String, String> ship() {
		return String::toUpperCase;
	}

	@Bean
	public Consumer<String> deliver() {
		return (order) -> {
		};
	}

	@Bean
	@Profile("customized")
	public ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> customizer() {
		return (container, destination, group) -> this.customized.add(destination);
	}

}
