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

package io.github.springxray.restart;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonProperty;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.XRayMetadata;
import io.github.springxray.XRaySubsegment;
import io.github.springxray.awssdk.XRayAwsSdkAutoConfiguration;
import io.github.springxray.context.TraceLink;
import io.github.springxray.context.TraceLinks;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.jdbc.XRayJdbcAutoConfiguration;
import io.github.springxray.method.XRayMethodAutoConfiguration;
import io.github.springxray.recorder.SegmentFilter;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.restclient.XRayRestClientAutoConfiguration;
import io.github.springxray.restclient.XRayRestTemplateAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.webclient.XRayWebClientAutoConfiguration;

/**
 * An application that shows objects of its own classes to all that is traced, and ends.
 */
public final class RestartedApplication implements Runnable {

	private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");

	@Override
	public void run() {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(Beans.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.properties("spring.main.banner-mode=off", "spring.docker.compose.enabled=false",
					"spring.application.name=restarted", "xray.sampling.strategy=all", "xray.emitter.type=log",
					"xray.enabled=${traced:true}", "logging.level.root=warn",
					"logging.level.io.github.springxray.trace=info");
		try (ConfigurableApplicationContext context = builder.run()) {
			AWSXRay.createSegment("root", (segment) -> {
				work(context, segment);
			});
			// What is outside of a segment is said once for each place
			context.getBean(Orders.class).find(new Order("outside"));
			AWSXRay.beginSegment("never ended").putMetadata("order", new Order("never"));
		}
	}

	private static void work(ConfigurableApplicationContext context, Segment segment) {
		segment.putMetadata("order", new Order("1"));
		segment.putMetadata("orders", List.of(new Order("2"), Level.HIGH));
		segment.putAws("order", new Order("3"));
		segment.putHttp("request", Map.of("method", new Order("4")));
		segment.getAnnotations().put("level", Level.HIGH);
		segment.addException(new OrderException());
		TraceLinks.add(segment, List.of(new TraceLink(segment.getTraceId(), segment.getId(),
				Map.of("order", new Order("5"), "level", Level.HIGH))));
		context.getBean(Orders.class).find(new Order("6"));
		new JdbcTemplate(context.getBean(DataSource.class)).queryForObject("select 1", Integer.class);
		try {
			context.getBean(RestTemplate.class).getForObject(NOWHERE, String.class);
			throw new IllegalStateException("Somebody listens");
		}
		catch (ResourceAccessException ex) {
			segment.addException(ex);
		}
		context.getBean(WebClient.class)
			.get()
			.uri(NOWHERE)
			.retrieve()
			.bodyToMono(String.class)
			.onErrorReturn("")
			.block();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
			XRayEmitterAutoConfiguration.class, XRayHttpAutoConfiguration.class, XRaySamplingAutoConfiguration.class,
			XRayMethodAutoConfiguration.class, XRayJdbcAutoConfiguration.class, XRayAwsSdkAutoConfiguration.class,
			XRayRestTemplateAutoConfiguration.class, XRayRestClientAutoConfiguration.class,
			XRayWebClientAutoConfiguration.class })
	@Import(Orders.class)
	static class Beans {

		@Bean
		DataSource dataSource() {
			return new OwnDataSource();
		}

		@Bean
		RestTemplate restTemplate() {
			RestTemplate template = new RestTemplate();
			template.getInterceptors().add((request, body, execution) -> execution.execute(request, body));
			return template;
		}

		@Bean
		WebClient webClient() {
			// Its exchange has neither threads nor statics
			return WebClient.builder()
				.filter((request, next) -> next.exchange(request))
				.exchangeFunction((request) -> Mono.error(new OrderException()))
				.build();
		}

		@Bean
		SegmentFilter segmentFilter() {
			return (entity) -> true;
		}

	}

	@XRayEnabled
	static class Orders {

		@XRaySubsegment("find order")
		@XRayMetadata("found")
		public Order find(@XRayMetadata(value = "key", expression = "id") Order order) {
			return order;
		}

	}

	static final class OwnDataSource extends AbstractDataSource {

		@Override
		public Connection getConnection() throws SQLException {
			return DriverManager.getConnection("jdbc:h2:mem:restarted;DB_CLOSE_ON_EXIT=FALSE");
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

	/**
	 * An annotation of the application, which Jackson looks into.
	 */
	@Retention(RetentionPolicy.RUNTIME)
	@JacksonAnnotationsInside
	@JsonProperty("key")
	@interface Key {

	}

	record Order(@Key String id) {

	}

	enum Level {

		HIGH

	}

	static final class OrderException extends RuntimeException {

	}

}
